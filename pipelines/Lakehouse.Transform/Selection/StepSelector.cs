using System.Diagnostics;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Models;

namespace Lakehouse.Transform.Selection;

/// <summary>Finds the steps that a selection means.</summary>
internal sealed class StepSelector(TransformGraph graph, SelectionFacts facts)
{
    private static readonly char[] Blanks = [' ', '\t', '\n'];

    /// <summary>Whether a selection asks about states or results, which have to be read first.</summary>
    internal static bool NeedsFacts(StepSelection selection) =>
        selection.Select.Concat(selection.Exclude).SelectMany(Terms).SelectMany(term => term).Any(term => term.MayBeEmpty);

    /// <summary>Selects.</summary>
    /// <returns>Definitions, models and sources in the graph's order.</returns>
    /// <exception cref="TransformException"><c>LH4061</c>: a term matches nothing, or nothing is left.</exception>
    internal IReadOnlyList<Step> Select(StepSelection selection)
    {
        HashSet<TableName> chosen = selection.Select.Count == 0
            ? [.. graph.Steps.Select(step => step.Name)]
            : Union(selection.Select);
        chosen.ExceptWith(Union(selection.Exclude));
        Step[] steps = [.. graph.Steps.Where(step => chosen.Contains(step.Name))];
        if (steps.Length == 0 && !selection.IsAll && !NeedsFacts(selection))
        {
            throw new TransformException(
                "LH4061",
                $"found nothing left of the selection {selection}, expected at least one step.",
                "Leave out fewer steps; 'lakehouse ls' lists them.");
        }

        return steps;
    }

    /// <summary>Terms joined by commas, for each text between blanks.</summary>
    private static IEnumerable<SelectionTerm[]> Terms(string text) => text
        .Split(Blanks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(part => part.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(SelectionTerm.Parse).ToArray());

    private HashSet<TableName> Union(IEnumerable<string> texts)
    {
        HashSet<TableName> all = [];
        foreach (SelectionTerm[] terms in texts.SelectMany(Terms))
        {
            HashSet<TableName>? both = null;
            foreach (SelectionTerm term in terms)
            {
                HashSet<TableName> matched = Expand(term);
                both = both is null ? matched : [.. both.Intersect(matched)];
            }

            all.UnionWith(both ?? []);
        }

        return all;
    }

    private HashSet<TableName> Expand(SelectionTerm term)
    {
        Step[] matched = [.. graph.Steps.Where(step => Matches(term, step))];
        if (matched.Length == 0 && !term.MayBeEmpty)
        {
            throw Nothing(term);
        }

        HashSet<TableName> all = [.. matched.Select(step => step.Name)];
        Reach(all, matched, term.Up, step => step.Inputs);
        Reach(all, matched, term.Down, step => graph.DependentsOf(step.Name).Select(dependent => dependent.Name));
        return all;
    }

    private void Reach(HashSet<TableName> all, IEnumerable<Step> from, int distance, Func<Step, IEnumerable<TableName>> next)
    {
        HashSet<TableName> seen = [.. from.Select(step => step.Name)];
        List<TableName> edge = [.. seen];
        for (int i = 0; i < distance && edge.Count > 0; i++)
        {
            edge = [.. edge.SelectMany(name => next(graph[name])).Where(seen.Add)];
            all.UnionWith(edge);
        }
    }

    private bool Matches(SelectionTerm term, Step step) => term.Method switch
    {
        SelectionTerm.Name => NamePattern.Fits(term.Value, step.Name),
        "tag" => step.Model is { } model && model.Tags.Any(tag => NamePattern.Fits(term.Value, tag)),
        "owner" => step.Model?.Owner is { } owner && NamePattern.Fits(term.Value, owner),
        "path" => step.File is { } file && IsUnder(term.Value, file.RelativePath),
        "source" => step.Source is { } source
            && (NamePattern.Fits(term.Value, source) || NamePattern.Fits(term.Value, SourceEntity(step, source))),
        "kind" => string.Equals(term.Value, KindOf(step), StringComparison.OrdinalIgnoreCase),
        "state" => IsInState(term, step),
        "result" => IsResult(term, step),
        _ => throw new UnreachableException(),
    };

    private static bool IsUnder(string path, string file)
    {
        string prefix = path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
        return NamePattern.Fits(prefix, file) || file.StartsWith(prefix.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase);
    }

    private static string SourceEntity(Step step, string source) => $"{source}.{step.Name.Name[(source.Length + 1)..]}";

    private static string KindOf(Step step) => step switch
    {
        { Model: { } model } => model.Kind.ToText(),
        { Kind: StepKind.Definition } => "definition",
        _ => "source",
    };

    private bool IsInState(SelectionTerm term, Step step) => term.Value switch
    {
        "modified" => facts.Modified.Contains(step.Name) || facts.New.Contains(step.Name),
        "new" => facts.New.Contains(step.Name),
        _ => throw UnknownValue(term, "modified", "new"),
    };

    private bool IsResult(SelectionTerm term, Step step)
    {
        if (term.Value is not ("error" or "fail" or "skipped"))
        {
            throw UnknownValue(term, "error", "fail", "skipped");
        }

        IReadOnlyDictionary<string, string> results = facts.LastResults ?? throw new TransformException(
            "LH4063",
            $"found no earlier run for '{term.Text}', expected one in this warehouse.",
            "Run once without it.");
        return results.TryGetValue(step.Name.ToString(), out string? result)
            && (string.Equals(result, term.Value, StringComparison.Ordinal) || (term.Value == "error" && result == "fail"));
    }

    private static TransformException UnknownValue(SelectionTerm term, params string[] known) => new(
        "LH4060",
        $"found '{term.Value}' in '{term.Text}', expected {string.Join(" or ", known)}.",
        NearestName.Of(term.Value, known) is { } near ? $"Did you mean {term.Method}:{near}?" : "Mend the term.");

    private TransformException Nothing(SelectionTerm term)
    {
        IEnumerable<string> known = term.Method switch
        {
            "tag" => graph.Steps.SelectMany(step => step.Model?.Tags ?? []),
            "owner" => graph.Steps.Select(step => step.Model?.Owner).OfType<string>(),
            "source" => graph.Steps.Select(step => step.Source).OfType<string>(),
            "path" => graph.Steps.Select(step => step.File?.RelativePath).OfType<string>(),
            "kind" => graph.Steps.Select(KindOf),
            _ => graph.Steps.Select(step => step.Name.ToString()).Concat(graph.Steps.Select(step => step.Name.Name)),
        };
        string[] names = [.. known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new TransformException(
            "LH4061",
            $"found nothing that '{term.Text}' selects, expected at least one step.",
            NearestName.Of(term.Value, names) is { } near ? $"Did you mean '{near}'?" : "'lakehouse ls' lists the steps.");
    }
}
