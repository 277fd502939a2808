"""For the type checker: what comes out of a table is whatever its schema says, which pandas' types cannot know.

pandas-stubs give a value of a table (`row.actual`, `table.at[...]`, a group's key) as one of seventeen types, of which
none is wrong and none is meant. Every use of one would need a cast that says what `vocabulary/tables.py` says already
and pandera checks when the table is made. So a union of that length is read as `Any`; everything else that
pandas-stubs know (methods, arguments, what is a table and what a column) stays checked. A function that takes a row
says which columns it needs, with a protocol.
"""

from collections.abc import Callable

from mypy.plugin import AttributeContext, FunctionContext, FunctionSigContext, MethodContext, MethodSigContext, Plugin
from mypy.type_visitor import TypeTranslator
from mypy.types import (
    AnyType,
    CallableType,
    FunctionLike,
    Instance,
    Type,
    TypeAliasType,
    TypeOfAny,
    UnionType,
    flatten_nested_unions,
    get_proper_type,
)

_ANYTHING = 8  # types in a union from which on it says nothing
_TAKE_ANYTHING = ("isna", "notna", "assign", "__setitem__")  # though their types list what
_ROW = "pandas.core.frame.PandasNamedTuple"
_ROW_OR_ROWS = {"pandas.core.series.Series", "pandas.core.frame.DataFrame"}  # by whether the key is unique


class _Values(TypeTranslator):
    def visit_instance(self, t: Instance, /) -> Type:
        return AnyType(TypeOfAny.special_form) if t.type.fullname == _ROW else super().visit_instance(t)

    def visit_union_type(self, t: UnionType, /) -> Type:
        one_of = flatten_nested_unions(t.items)
        names = {one.type.fullname for one in map(get_proper_type, one_of) if isinstance(one, Instance)}
        if len(one_of) >= _ANYTHING or names >= _ROW_OR_ROWS:
            return AnyType(TypeOfAny.special_form)
        return super().visit_union_type(t)

    def visit_type_alias_type(self, t: TypeAliasType, /) -> Type:
        return t if t.is_recursive else get_proper_type(t).accept(self)


def _returned(context: FunctionContext | MethodContext) -> Type:
    return context.default_return_type.accept(_Values())


def _called(context: FunctionSigContext | MethodSigContext) -> FunctionLike:
    given = context.default_signature
    taken = [one.accept(_Values()) for one in given.arg_types]
    return given.copy_modified(arg_types=taken) if isinstance(given, CallableType) else given


def _takes_anything(fullname: str) -> bool:
    return fullname.startswith("pandas.") and fullname.rpartition(".")[2] in _TAKE_ANYTHING


def _attribute(context: AttributeContext) -> Type:
    return context.default_attr_type.accept(_Values())


class TableValues(Plugin):
    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        return _called if _takes_anything(fullname) else None

    def get_method_signature_hook(self, fullname: str) -> Callable[[MethodSigContext], FunctionLike] | None:
        return _called if _takes_anything(fullname) else None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        return _returned if fullname.startswith("pandas.") else None

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        return _returned if fullname.startswith("pandas.") else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return _attribute if fullname.startswith("pandas.") else None


def plugin(version: str) -> type[Plugin]:
    return TableValues
