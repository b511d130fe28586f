# Writing of xlsx: what this project calls of it.
from xlsxwriter.workbook import Workbook as Workbook

__version__: str
