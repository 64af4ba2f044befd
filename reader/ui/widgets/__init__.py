"""The parts of the screens: each shows one thing and tells what the person did there."""
