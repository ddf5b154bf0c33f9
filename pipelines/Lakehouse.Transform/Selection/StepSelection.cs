namespace Lakehouse.Transform.Selection;

/// <summary>Which steps somebody asked for, in dbt's words.</summary>
/// <remarks>
/// Blanks and several texts join what they select; commas keep what both sides select. <c>+x</c> adds all that x is
/// made from, <c>x+</c> all that is made from it, <c>2+x+1</c> so many steps of it. A name may have <c>*</c> and
/// <c>?</c> and may leave the schema out. Methods: <c>tag:</c>, <c>path:</c>, <c>source:</c>, <c>kind:</c>,
/// <c>owner:</c>, <c>state:modified</c>, <c>state:new</c>, <c>result:error</c>, <c>result:fail</c>, <c>result:skipped</c>.
/// </remarks>
/// <param name="Select">What to take; empty: everything.</param>
/// <param name="Exclude">What to leave out of it.</param>
public sealed record StepSelection(IReadOnlyList<string> Select, IReadOnlyList<string> Exclude)
{
    /// <summary>Everything.</summary>
    public static StepSelection All { get; } = new([], []);

    /// <summary>Whether everything is asked for.</summary>
    public bool IsAll => Select.Count == 0 && Exclude.Count == 0;

    /// <summary>The selection as it is typed; empty for everything.</summary>
    /// <returns>Texts for <c>--select</c>, then those for <c>--exclude</c>.</returns>
    public override string ToString() => string.Join(' ', [.. Select, .. Exclude.Select(text => $"--exclude {text}")]);
}
