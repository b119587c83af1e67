"""What every face shares: charts, maps, numbers and sentences."""
