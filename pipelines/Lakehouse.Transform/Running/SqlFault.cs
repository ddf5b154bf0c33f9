using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Delta;
using Lakehouse.Engine;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Running;

/// <summary>Turns an engine's complaint about SQL into one that points into the file that somebody wrote.</summary>
internal static partial class SqlFault
{
    private const string ColumnsDiffer = "LH2110";

    /// <summary>Describes a failure.</summary>
    /// <param name="failure">What the engine threw.</param>
    /// <param name="bound">The SQL that it was about.</param>
    /// <param name="file">The file that holds it.</param>
    /// <param name="firstLine">The line of the file at which the SQL begins, from 1.</param>
    /// <returns>The exception to report; the engine's own where the SQL is not to blame.</returns>
    internal static LakehouseException Of(EngineException failure, BoundSql bound, string file, int firstLine)
    {
        if (!failure.Code.StartsWith("LH21", StringComparison.Ordinal))
        {
            return failure;
        }

        if (string.Equals(failure.Code, ColumnsDiffer, StringComparison.Ordinal))
        {
            return new TransformException("LH4070", $"{file}: {failure.Found}", failure.NextStep, failure);
        }

        Match place = Place().Match(failure.Found);
        if (!place.Success)
        {
            return new TransformException(
                "LH4071", $"found SQL that cannot run in {file} ({failure.Code} {failure.Found})", failure.NextStep, failure);
        }

        int line = int.Parse(place.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
        int column = place.Groups["column"].Success ? int.Parse(place.Groups["column"].ValueSpan, CultureInfo.InvariantCulture) : 1;
        SqlPosition at = bound.InSource(line, column);
        return new TransformException(
            "LH4071",
            $"found SQL that cannot run at {file}:{at.Line + firstLine - 1}:{at.Column} ({failure.Code} {failure.Found[..place.Index]}), "
                + $"expected SQL that its inputs allow.\n{SqlExcerpt.Of(bound.Source, at, firstLine)}\n",
            failure.NextStep,
            failure);
    }

    [GeneratedRegex(@", at line (?<line>\d+)(, column (?<column>\d+))?: ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
