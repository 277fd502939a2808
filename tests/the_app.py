"""app.py as Streamlit runs it, for AppTest, which would take the files in pages/ beside a script for its pages."""

import runpy

from oxdash.settings import HOME

runpy.run_path(str(HOME / "app.py"), run_name="__main__")
