"""The screens: Textual only. No SQL, no spreadsheets, no rules; `coordinator.services` is the only door.

Animation is switched off here, before Textual is first imported: over SSH each frame is sent down the line.
"""

import os

os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
