"""The table of holds that an audit writes: 60 holds of half a year, 58 with their times, 4 of them beyond 48 hours."""

OVERDETENTION = (
    "agency_id,holds,measured,unknown,hours,longest_hours,beyond_48_hours,person_days,usd_low,usd_high,"
    "hours_beyond_48,first_day,last_day\n"
    "FL-collier-county-sheriffs-office,60,58,2,1392,96,4,100,55700,1000000,96,2025-01-01,2025-07-01\n"
)
