"""What a bad day can be: kills, full and closed disks, clocks that are wrong, other surroundings."""
