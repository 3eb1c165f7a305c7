"""Parts of a page that hang on little and need not be rendered each time."""

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context

from web.fragments import FragmentCache

register = template.Library()

MOST = 5_000
"""Pieces; up to three for each of some 1,600 cards, together 5 KB, and a few hundred others."""
pieces = FragmentCache(MOST)


class OnceNode(Node):
    def __init__(
        self, nodes: NodeList, name: str, keys: list[FilterExpression]
    ) -> None:
        self.nodelist, self.name, self.keys = nodes, name, keys

    def render(self, context: Context) -> str:
        key = (self.name, *[str(key.resolve(context)) for key in self.keys])
        html = pieces.get(key)
        if html is None:
            html = pieces.piece(key, lambda: self.nodelist.render(context))
        return html


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """What stands up to “endonce”, for a name of its own and all that it depends on.

    As Django's own `cache`, which takes 14 µs to find a piece, in memory too, and this 3: a page
    of the finder is made of sixty-five.
    """
    _, name, *keys = token.split_contents()
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodes, name, [parser.compile_filter(key) for key in keys])
