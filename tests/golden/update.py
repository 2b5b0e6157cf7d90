"""Write the golden files anew and say which changed: ``python tests/golden/update.py``. Read the difference!"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.golden.chosen import FOLDER, golden


def main():
    texts = dict(golden())
    for path in sorted(set(FOLDER.glob("*.*.py")) - set(texts)):
        print(f"removed {path.name}")
        path.unlink()
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"wrote   {path.name}")
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
