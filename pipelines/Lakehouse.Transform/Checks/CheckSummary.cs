using System.Globalization;
using Lakehouse.Transform.Graph;

namespace Lakehouse.Transform.Checks;

/// <summary>Says in words what checks found.</summary>
internal static class CheckSummary
{
    /// <summary>The failure of a step whose checks did not hold.</summary>
    internal static TransformException Fault(Step step, long? version, IReadOnlyList<CheckResult> checks)
    {
        CheckResult[] failed = [.. checks.Where(check => check.Status is CheckStatus.Failed or CheckStatus.Broken)];
        string stays = version is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"the table stays at version {number}")
            : "no table was made";
        if (failed.FirstOrDefault(check => check.Status == CheckStatus.Broken) is { } broken)
        {
            return new TransformException(
                "LH4073",
                $"found the check {broken.Check} of {step.Name} unable to run ({broken.Message}); {stays}.",
                $"Mend the check in {step.File?.FullPath}.");
        }

        string found = string.Join(", ", failed.Select(Text));
        string samples = string.Join(", ", failed.Select(check => check.SamplePath));
        return new TransformException(
            "LH4072",
            $"found rows that fail {failed.Length} of {checks.Count} checks of {step.Name}: {found}; {stays}.",
            $"Look at the rows in {samples}.");
    }

    /// <summary>What checks of severity warn found.</summary>
    internal static string Warned(IEnumerable<CheckResult> checks) =>
        string.Join(
            ", ",
            checks.Where(check => check.Status == CheckStatus.Warned).Select(check => $"{Text(check)}, kept in {check.SamplePath}"));

    private static string Text(CheckResult check) =>
        string.Create(CultureInfo.InvariantCulture, $"{check.Check} ({check.FailingRows} {(check.FailingRows == 1 ? "row" : "rows")})");
}
