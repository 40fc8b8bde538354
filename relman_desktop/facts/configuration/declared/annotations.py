"""A Python annotation as a type's name: the older and the newer way to write one are the same type."""

import ast

_BUILT_IN = {"List", "Dict", "Set", "FrozenSet", "Tuple", "Type"}  # in lower case since Python 3.9
_MODULES = ("typing", "t", "typing_extensions")


def kind_of(annotation: ast.expr) -> str:
    """`list[int]` for `Optional[List[int]]` and `list[int] | None`: that it may be missing is told by its default."""
    try:
        text = ast.unparse(_Newer().visit(annotation))
    except RecursionError:
        return ""
    return text.removesuffix(" | None")


class _Newer(ast.NodeTransformer):
    """The annotation in the words of Python 3.10."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        known = isinstance(node.value, ast.Name) and node.value.id in _MODULES
        return self.visit_Name(ast.Name(node.attr)) if known else node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Name(node.id.lower() if node.id in _BUILT_IN else node.id)

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        return ast.Name(node.value) if isinstance(node.value, str) else node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        of, inner = self.visit(node.value), self.visit(node.slice)
        name = of.id if isinstance(of, ast.Name) else ""
        if name == "Optional":
            return _either([inner, ast.Constant(None)])
        if name == "Union" and isinstance(inner, ast.Tuple):
            return _either(inner.elts)
        return ast.Subscript(of, inner)


def _either(kinds: list[ast.expr]) -> ast.expr:
    first, *others = kinds
    for other in others:
        first = ast.BinOp(first, ast.BitOr(), other)
    return first
