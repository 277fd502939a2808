"""How a table holds text, and whether one is as its schema asks, column by column: what is wrong, pandera says.

Pandera looks at every value of a column for its type even after it has made that column of the type itself.
"""

import numpy as np
import pandas as pd
import pandera.pandas as pa

# Text is held as Python's own: tables of some hundred rows are picked from far more often than they are searched, and
# Arrow, which pandas takes where it is installed, copies and converts at every pick. A paper costs a third more so.
pd.set_option("mode.string_storage", "python")
TEXT = pd.StringDtype("python", na_value=np.nan)  # pandera settled on the other storage when it was imported


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
