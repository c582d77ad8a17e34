"""Whether the SQL of questions and views runs the same on every engine, judged on its tree."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp

from pactexit import dataset as datasets

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    Columns = Mapping[str, Collection[str]]

#: What questions and views are made of; DuckDB and Spark answer them alike, as tests show.
#: To add to it, show in the tests of the engines that the answers stay the same.
_PARTS = """
    Select From Join Where Group Having Order Ordered Limit Union With CTE Subquery Table TableAlias
    Alias Column Identifier Star Literal Null Boolean Var DataType DataTypeParam Cast Placeholder
    Paren Tuple And Or Not EQ NEQ GT GTE LT LTE Is In Between Like Exists Case If Distinct Filter
    Add Sub Mul Div Mod Neg DPipe Interval Window WindowSpec
"""
_FUNCTIONS = """
    Count Sum Min Max Avg GroupConcat LogicalOr LogicalAnd RowNumber Rank DenseRank Lag Lead
    Coalesce Nullif Abs Floor Ceil Exp Ln Sqrt Greatest Least
    Length Lower Upper Trim Replace Substring Concat SplitPart
    Extract Year Month Day DateDiff TimestampTrunc DateTrunc
"""
_ALLOWED = {*_PARTS.split(), *_FUNCTIONS.split()}
_TYPES = {"VARCHAR", "TEXT", "INT", "BIGINT", "DOUBLE", "BOOLEAN", "DATE"}
_JOINS = {"", "INNER", "CROSS", "LEFT", "RIGHT", "FULL", "OUTER"}
_NOT_CODE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
_REAL = (exp.Avg, exp.Exp, exp.Ln, exp.Sqrt)


@dataclass(frozen=True)
class Offence:
    """One place in a file that would not run the same everywhere."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """The offence as one line: `queries/a.sql:12: rule: message`."""
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def offences(path: str, text: str, columns: Columns) -> list[Offence]:
    """What a `.sql` file with its header holds against the rules, in the order of the lines.

    `columns` holds those of every table and view. A file below `queries/` has an order, a view
    has none.
    """
    header, mark, below = text.partition("\n--- */\n")
    sql = below if mark else text
    lines_above = header.count("\n") + 2 if mark else 0

    def offence(start: int, rule: str, message: str) -> Offence:
        return Offence(path, lines_above + sql.count("\n", 0, start) + 1, rule, message)

    try:
        (tree,) = sqlglot.parse(sql, read="duckdb")
    except (sqlglot.ParseError, sqlglot.TokenError, ValueError):
        tree = None
    if not isinstance(tree, exp.Query):
        return [offence(0, "syntax", "is not one SELECT that sqlglot can read.")]
    found = {
        offence(_start(node), rule, message)
        for node in tree.walk()
        for rule, (applies, message) in RULES.items()
        if applies(node)
    }
    found |= {
        offence(_start(alias), "alias", _ALIAS.format(name=alias.alias))
        for alias in _aliases_of_source_columns(tree, columns)
    }
    if path.startswith("queries/") and not tree.args.get("order"):
        found.add(offence(_start(tree), "order", _ORDER))
    code = _NOT_CODE.sub(lambda part: " " * len(part[0]), sql)
    found |= {
        offence(place.start(), rule, message)
        for rule, (pattern, message) in _IN_TEXT.items()
        for place in pattern.finditer(code)
    }
    return sorted(found, key=lambda offence: (offence.line, offence.rule))


def known_columns() -> dict[str, set[str]]:
    """The columns of every table and view that a file can name."""
    known = {
        table.name: {
            *table.columns,
            *(f"{f.name}_{side}" for f in table.fields if f.is_edtf for side in _SIDES),
        }
        for table in datasets.read().tables.values()
    }
    known["dates"] = {"edtf"}
    known["cells"] = {"table_name", "record_id", "field", "value", "is_date"}
    known["records"] = {"table_name", "record_id"}
    known["schema_columns"] = {
        *("table_name", "column_name", "place", "is_key", "is_date", "is_coded"),
    }
    known["schema_values"] = {"table_name", "column_name", "value"}
    for path, text in _files("views"):
        name = path.removeprefix("views/").removesuffix(".sql")
        known[name] = {*_columns_of(sqlglot.parse_one(text, read="duckdb"), {})}
    return known


def main() -> int:
    """Judges every question and view of the package; prints the offences."""
    columns = known_columns()
    found = [
        offence
        for folder in ("queries", "views")
        for path, text in _files(folder)
        for offence in offences(path, text, columns)
    ]
    for offence in found:
        print(offence)
    return 1 if found else 0


_SIDES = ("earliest", "latest")
_ALIAS = "{name} is a column of a table that is selected from: give the result another name."
_ORDER = "a question has an ORDER BY that leaves no two rows to chance."
# what leaves no trace in the tree, or none that has a place
_IN_TEXT = {
    "blank": (re.compile(r",\$"), "write a blank before a parameter: , $name."),
    "all": (re.compile(r"(?i)\bby\s+all\b"), "name the columns to group or to order by."),
}


def _files(folder: str) -> Iterator[tuple[str, str]]:
    found = files("pactexit").joinpath(folder)
    for path in sorted(found.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".sql"):
            yield f"{folder}/{path.name}", path.read_text(encoding="utf-8")


def _start(node: exp.Expr) -> int:
    """Where the node starts in the text, or else the nearest one around it that has a place."""
    while True:
        # the parts of a type are read on their own and count from another beginning
        parts = node.walk(prune=lambda part: isinstance(part, exp.DataType))
        starts = [part.meta["start"] for part in parts if "start" in part.meta]
        if starts or node.parent is None:
            return min(starts, default=0)
        node = node.parent


def _aliases_of_source_columns(tree: exp.Expr, columns: Columns) -> Iterator[exp.Expr]:
    of_file = {cte.alias: cte.this.named_selects for cte in tree.find_all(exp.CTE)}
    for select in tree.find_all(exp.Select):
        sources = [select.args.get("from_"), *select.args.get("joins", ())]
        taken = {
            column
            for source in sources
            if source is not None
            for column in _columns_of(source.this, {**columns, **of_file})
        }
        for alias in select.selects:
            is_itself = isinstance(alias.unalias(), exp.Column) and alias.this.name == alias.alias
            if isinstance(alias, exp.Alias) and alias.alias in taken and not is_itself:
                yield alias


def _columns_of(source: exp.Expr, columns: Columns) -> Collection[str]:
    return source.named_selects if isinstance(source, exp.Query) else columns.get(source.name, ())


def _is_cast(node: exp.Expr | None, to: str | None = None) -> bool:
    return type(node) is exp.Cast and (to is None or node.to.this.value == to)


def _outside(node: exp.Expr, kinds: tuple[type[exp.Expr], ...]) -> exp.Expr | None:
    """The nearest node around that is of another kind."""
    parent = node.parent
    while isinstance(parent, kinds):
        parent = parent.parent
    return parent


def _foreign(node: exp.Expr) -> bool:
    if isinstance(node, exp.DataType | exp.Interval):
        return False
    return type(node).__name__ not in _ALLOWED


def _other_clause(node: exp.Expr) -> bool:
    args = node.args
    return (
        (isinstance(node, exp.Distinct) and args.get("on") is not None)
        or (isinstance(node, exp.Join) and bool(args.get("method")))
        or (isinstance(node, exp.Join) and not {node.side, node.kind} <= _JOINS)
    )


def _by_number(node: exp.Expr) -> bool:
    keys = [node.this] if isinstance(node, exp.Ordered) else []
    if isinstance(node, exp.Group):
        keys = node.expressions
    return any(key.is_int for key in keys)


def _whole_star(node: exp.Expr) -> bool:
    return isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count)


def _uncast_parameter(node: exp.Expr) -> bool:
    return isinstance(node, exp.Placeholder | exp.Parameter) and not _is_cast(node.parent)


def _uncast_sum(node: exp.Expr) -> bool:
    around = _outside(node, (exp.Window, exp.Filter, exp.Paren, exp.Coalesce, exp.Add, exp.Sub))
    return isinstance(node, exp.Sum) and not (_is_cast(around) or isinstance(around, _REAL))


def _uncast_division(node: exp.Expr) -> bool:
    return isinstance(node, exp.Div) and not (_is_real(node.left) or _is_real(node.right))


def _is_real(node: exp.Expr) -> bool:
    """Whether it is plainly a double."""
    if isinstance(node, exp.Nullif | exp.Paren | exp.Neg):
        return _is_real(node.this)
    if isinstance(node, exp.Add | exp.Sub | exp.Mul | exp.Div):
        return _is_real(node.left) or _is_real(node.right)
    return _is_cast(node, "DOUBLE") or isinstance(node, _REAL)


def _uncast_day(node: exp.Expr) -> bool:
    if isinstance(node, exp.TimestampTrunc | exp.DateTrunc):
        return not _is_cast(node.parent, "DATE")
    around = _outside(node, (exp.Add, exp.Sub, exp.Case, exp.If, exp.Coalesce, exp.Paren))
    return isinstance(node, exp.Interval) and not _is_cast(around, "DATE")


def _other_unit(node: exp.Expr) -> bool:
    return isinstance(node, exp.DateDiff) and node.text("unit").upper() != "DAY"


def _other_type(node: exp.Expr) -> bool:
    return _is_cast(node) and node.args["to"].this.value not in _TYPES


def _rounded_by_cast(node: exp.Expr) -> bool:
    is_whole = _is_cast(node, "INT") or _is_cast(node, "BIGINT")
    return is_whole and isinstance(node.this.unnest(), (exp.Div, *_REAL))


def _open_frame(node: exp.Expr) -> bool:
    if not isinstance(node, exp.Window):
        return False
    counted = node.this.this if isinstance(node.this, exp.Filter) else node.this
    is_placed = isinstance(counted, exp.RowNumber | exp.Rank | exp.DenseRank | exp.Lag | exp.Lead)
    ordered = node.args.get("order") is not None
    return not ordered if is_placed else ordered and node.args.get("spec") is None


def _list_by_chance(node: exp.Expr) -> bool:
    if not isinstance(node, exp.GroupConcat):
        return False
    source = node.find_ancestor(exp.Select)
    first = source.args.get("from_") if source else None
    table = first.this if first else None
    ctes = {cte.alias: cte.this for cte in node.root().find_all(exp.CTE)}
    query = ctes.get(table.name) if table is not None else None
    single = query is not None and (query.args.get("distinct") or query.args.get("group"))
    joined = bool(source and source.args.get("joins"))
    return not isinstance(node.this, exp.Order) or not single or joined


def _cut_by_chance(node: exp.Expr) -> bool:
    return isinstance(node, exp.Limit) and not (node.parent and node.parent.args.get("order"))


def _count_of_several(node: exp.Expr) -> bool:
    return (
        isinstance(node, exp.Count)
        and isinstance(node.this, exp.Distinct)
        and (len(node.this.expressions) > 1 or isinstance(node.this.expressions[0], exp.Tuple))
    )


#: Each rule by its name: what offends it, and what to write instead.
RULES: dict[str, tuple[Callable[[exp.Expr], bool], str]] = {
    "foreign": (_foreign, "a function or construct that not every engine has or reads alike."),
    "clause": (_other_clause, "joins are inner, left, full or cross; no distinct on."),
    "number": (_by_number, "name the column to group or to order by."),
    "star": (_whole_star, "name the columns."),
    "parameter": (_uncast_parameter, "cast the parameter: a browser knows no type for it."),
    "sum": (_uncast_sum, "cast the sum: DuckDB widens it."),
    "division": (_uncast_division, "cast one side to double."),
    "day": (_uncast_day, "cast to date what date_trunc or an interval makes of a day."),
    "unit": (_other_unit, "count days: engines count months and years in their own ways."),
    "type": (_other_type, "cast to varchar, integer, bigint, double, boolean or date."),
    "rounding": (_rounded_by_cast, "say floor or ceil: engines round in their own ways."),
    "frame": (_open_frame, "give the window its frame, and a place its order."),
    "list": (_list_by_chance, "string_agg needs an order, and rows of one distinct CTE."),
    "limit": (_cut_by_chance, "a limit needs an order."),
    "several": (_count_of_several, "count distinct values of one column; select distinct first."),
}

if __name__ == "__main__":
    sys.exit(main())
