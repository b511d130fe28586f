# The driver of encrypted SQLite: the same DB-API as the standard library's sqlite3, plus a key.
from sqlcipher3 import dbapi2 as dbapi2
from sqlcipher3.dbapi2 import *
