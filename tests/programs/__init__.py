"""The zoo: ordinary numeric functions by construct. See case.py for how one registers, zoo.py for all of them."""
