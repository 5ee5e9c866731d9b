"""``python -m helpers``: the command line of Parallax."""

from helpers.cli import main

if __name__ == "__main__":
    main(prog_name="python -m helpers")
