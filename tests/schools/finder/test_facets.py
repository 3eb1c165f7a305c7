"""The examples that explain counting are true."""

import doctest

import pytest

from schools.finder import facets
from schools.finder.index import arrays


@pytest.mark.parametrize("module", [facets, arrays])
def test_worked_examples_hold(module):
    tried = doctest.testmod(module)
    assert tried.attempted
    assert not tried.failed
