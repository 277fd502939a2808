"""Whether a table is as its schema asks, worked out column by column: what is wrong with one, pandera says.

Pandera looks at every value of a column for its type even after it has made that column of the type itself.
"""

import pandas as pd
import pandera.pandas as pa


def quickly(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> pd.DataFrame | None:
    """The frame in the schema's types where it keeps all that the schema asks of its values; None where it does not."""
    columns = {}
    for name, column in schema.columns.items():
        values, wanted = frame[name], column.dtype.type
        try:
            values = values if values.dtype == wanted else column.dtype.coerce(values)
        except (TypeError, ValueError, ArithmeticError):
            return None
        if values.dtype != wanted or not (column.nullable or values.notna().all()):
            return None
        if not all(bool(check(values).check_passed) for check in column.checks):
            return None
        columns[name] = values
    settled = pd.DataFrame(columns, index=frame.index)
    return None if schema.unique and settled.duplicated(schema.unique).any() else settled
