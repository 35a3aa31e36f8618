"""Everything that talks to the outside world: HTTP, snapshots, and one client per publisher."""
