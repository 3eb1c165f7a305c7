"""Parts of a page that hang on little and need not be rendered each time."""

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context

from web.fragments import FragmentCache

register = template.Library()

MOST = 500
parts = FragmentCache(MOST)


class OnceNode(Node):
    def __init__(self, nodes: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist, self.keys = nodes, keys

    def render(self, context: Context) -> str:
        key = tuple(str(key.resolve(context)) for key in self.keys)
        return parts.piece(key, lambda: self.nodelist.render(context))


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """What stands up to “endonce”, for a name of its own and all that it depends on."""
    keys = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(nodes, keys)
