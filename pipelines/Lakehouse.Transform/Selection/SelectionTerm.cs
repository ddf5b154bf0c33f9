using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Project;

namespace Lakehouse.Transform.Selection;

/// <summary>One term of a selection: what it matches, and how far up and down from there.</summary>
/// <param name="Text">The term as somebody wrote it.</param>
/// <param name="Method">How it matches: <c>name</c>, or what stands before the colon.</param>
/// <param name="Value">What it matches.</param>
/// <param name="Up">How many steps of inputs are added; 0 for none, <see cref="int.MaxValue"/> for all.</param>
/// <param name="Down">How many steps of dependents are added.</param>
internal sealed partial record SelectionTerm(string Text, string Method, string Value, int Up, int Down)
{
    internal const string Name = "name";

    internal static readonly string[] Methods = [Name, "tag", "path", "source", "kind", "owner", "state", "result"];

    /// <summary>Whether the term asks for what has changed or failed, of which there may be nothing.</summary>
    internal bool MayBeEmpty => Method is "state" or "result";

    /// <summary>Reads a term.</summary>
    /// <exception cref="TransformException"><c>LH4060</c>: there is no such method. <c>LH4062</c>: the text is no term.</exception>
    internal static SelectionTerm Parse(string text)
    {
        Match match = Shape().Match(text);
        if (!match.Success)
        {
            throw new TransformException(
                "LH4062",
                $"found '{text}' in a selection, expected a term such as gold.win_loss, +gold.win_loss, tag:pipeline or state:modified+.",
                "Mend the term; 'lakehouse ls --help' lists the forms.");
        }

        string body = match.Groups["body"].Value;
        int colon = body.IndexOf(':', StringComparison.Ordinal);
        string method = colon < 0 ? Name : body[..colon];
        if (!Methods.Contains(method, StringComparer.Ordinal))
        {
            throw new TransformException(
                "LH4060",
                $"found the method '{method}:' in '{text}', expected one of {string.Join(", ", Methods.Select(known => known + ":"))}.",
                NearestName.Of(method, Methods) is { } near ? $"Did you mean '{near}:'?" : "Leave it out to select by name.");
        }

        return new SelectionTerm(text, method, body[(colon + 1)..], Reach(match.Groups["up"]), Reach(match.Groups["down"]));
    }

    private static int Reach(Group plus)
    {
        if (!plus.Success)
        {
            return 0;
        }

        string digits = plus.Value.Trim('+');
        return digits.Length == 0 ? int.MaxValue : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"^(?<up>\d{0,4}\+)?(?<body>[^+\s,]+)(?<down>\+\d{0,4})?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
