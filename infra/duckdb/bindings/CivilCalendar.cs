namespace DuckDB.NET.Native;

/// <summary>Days of the proleptic Gregorian calendar, and their numbers since 1970-01-01; total on all of its input.</summary>
/// <remarks>The method is Howard Hinnant's "chrono-compatible low-level date algorithms": years begin in March.</remarks>
internal static class CivilCalendar
{
    private const long DaysInEra = 146_097;
    private const long DaysFromMarchOfYear0 = 719_468;

    /// <summary>The day with a number. Any number has one; infinity is a year beyond any that SQL accepts.</summary>
    public static DuckDBDateOnly FromDays(long days)
    {
        long shifted = days + DaysFromMarchOfYear0;
        long era = (shifted >= 0 ? shifted : shifted - (DaysInEra - 1)) / DaysInEra;
        long dayOfEra = shifted - (era * DaysInEra);
        long yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        long dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        long monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        long day = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        long month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + (era * 400) + (month <= 2 ? 1 : 0);
        return new DuckDBDateOnly((int)year, (byte)month, (byte)day);
    }

    /// <summary>The number of a day.</summary>
    public static long ToDays(DuckDBDateOnly date)
    {
        long year = date.Month <= 2 ? date.Year - 1L : date.Year;
        long era = (year >= 0 ? year : year - 399) / 400;
        long yearOfEra = year - (era * 400);
        long monthFromMarch = date.Month > 2 ? date.Month - 3 : date.Month + 9;
        long dayOfYear = (((153 * monthFromMarch) + 2) / 5) + date.Day - 1;
        long dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * DaysInEra) + dayOfEra - DaysFromMarchOfYear0;
    }
}
