namespace Lakehouse.Sample.Chance;

/// <summary>Exponential and logarithm made of the four operations alone.</summary>
/// <remarks>
/// The runtime hands <see cref="Math.Exp"/> and <see cref="Math.Log(double)"/> to the platform's C library, whose last
/// digit differs between systems. One digit is enough to flip a draw and to shift every file after it. Addition,
/// multiplication, division and square root are exact by IEEE 754 everywhere.
/// </remarks>
internal static class PortableMath
{
    private const double LnTwoHigh = 0.693147180369123816490;
    private const double LnTwoLow = 1.90821492927058770002e-10;
    private const double InverseLnTwo = 1.44269504088896338700;

    /// <summary>Gives e to the power of <paramref name="x"/>, to about 15 digits.</summary>
    /// <param name="x">The exponent, in [-700, 700].</param>
    public static double Exp(double x)
    {
        double halves = Math.Floor((x * InverseLnTwo) + 0.5);
        double rest = x - (halves * LnTwoHigh) - (halves * LnTwoLow);
        double term = 1;
        double sum = 1;
        for (int i = 1; i <= 18; i++)
        {
            term *= rest / i;
            sum += term;
        }

        return Math.ScaleB(sum, (int)halves);
    }

    /// <summary>Gives the natural logarithm, to about 15 digits.</summary>
    /// <param name="x">A normal positive number.</param>
    public static double Log(double x)
    {
        int exponent = Math.ILogB(x);
        double mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }

        double ratio = (mantissa - 1) / (mantissa + 1);
        double square = ratio * ratio;
        double power = ratio;
        double sum = 0;
        for (int i = 1; i <= 27; i += 2)
        {
            sum += power / i;
            power *= square;
        }

        return (exponent * LnTwoHigh) + ((2 * sum) + (exponent * LnTwoLow));
    }

    /// <summary>Gives <paramref name="x"/> to the power of <paramref name="y"/>.</summary>
    /// <param name="x">A normal positive number.</param>
    /// <param name="y">The exponent.</param>
    public static double Pow(double x, double y) => Exp(y * Log(x));
}
