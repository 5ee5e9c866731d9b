"""Kernels of nbval that branch off from a nursery, so that each need not import pandas anew."""

from functools import cache

from jupyter_client.manager import KernelManager

from helpers.nursery import Nursery

# Our own modules are read anew in each kernel: a notebook that needs another to have imported
# something must fail here, too.
FORGET = "[__import__('sys').modules.pop(name) for name in [*__import__('sys').modules] " + (
    "if name.partition('.')[0] == 'helpers']"
)


@cache
def start_nursery() -> Nursery:
    """Return the one nursery of this process; whoever starts it first pays for it."""
    return Nursery()


def end_nursery() -> None:
    """End it, if it was started."""
    if start_nursery.cache_info().currsize:
        start_nursery().end()


class BranchingManager(KernelManager):
    """Starts kernels as nbval asks for them, but by branching off."""

    def __init__(self, **how: object) -> None:
        from helpers.report.kernels import BranchProvisioner  # slow, and not every run needs it

        super().__init__(**how)
        self.provisioner = BranchProvisioner(
            kernel_id="nbval", kernel_spec=self.kernel_spec, parent=self
        )
        self.provisioner.nursery = start_nursery()

    def start_kernel(self, **how: object) -> None:
        """Start a kernel that knows no module of ours yet, and keeps its warnings to itself."""
        further = [f"--IPKernelApp.exec_lines={FORGET}", "--log-level=ERROR"]
        super().start_kernel(extra_arguments=further, **how)
