using Lakehouse.Engine;

namespace Lakehouse.Transform.Graph;

/// <summary>A way from a table back to itself.</summary>
/// <param name="Path">The tables on the way; the first is the last again. Each reads the next.</param>
internal sealed record GraphCycle(IReadOnlyList<TableName> Path)
{
    /// <summary>Finds the first cycle in order of name, or null.</summary>
    internal static GraphCycle? Find(IReadOnlyDictionary<TableName, Step> steps)
    {
        HashSet<TableName> done = [];
        foreach (TableName start in steps.Keys.Order())
        {
            if (Search(start, steps, done, []) is { } path)
            {
                return new GraphCycle(path);
            }
        }

        return null;
    }

    /// <summary>Says which tables go round in a circle, and through which checks.</summary>
    internal TransformException Fault(
        IReadOnlyDictionary<TableName, Step> steps,
        IReadOnlyDictionary<TableName, SortedSet<TableName>> checkOnly)
    {
        bool isThroughCheck = false;
        List<string> legs = [Path[0].ToString()];
        for (int i = 0; i + 1 < Path.Count; i++)
        {
            bool isCheck = checkOnly.TryGetValue(Path[i], out SortedSet<TableName>? tables) && tables.Contains(Path[i + 1]);
            isThroughCheck |= isCheck;
            legs.Add($"{(isCheck ? "(by a check) " : string.Empty)}{Path[i + 1]}");
        }

        string file = steps[Path[0]].File?.FullPath ?? Path[0].ToString();
        string circle = string.Join(" reads ", legs);
        return isThroughCheck
            ? new TransformException(
                "LH4053",
                $"found a check that reads a table built later: {circle} (from {file}), expected checks to read only what is built before.",
                "Move the check to the model that is built later.")
            : new TransformException(
                "LH4052",
                $"found models that read one another in a circle: {circle} (from {file}), expected each after its inputs.",
                "Take one of these references out, or split a model in two.");
    }

    private static List<TableName>? Search(
        TableName at,
        IReadOnlyDictionary<TableName, Step> steps,
        HashSet<TableName> done,
        List<TableName> way)
    {
        int earlier = way.IndexOf(at);
        if (earlier >= 0)
        {
            return [.. way[earlier..], at];
        }

        if (done.Contains(at) || !steps.TryGetValue(at, out Step? step))
        {
            return null;
        }

        way.Add(at);
        foreach (TableName input in step.Inputs)
        {
            if (Search(input, steps, done, way) is { } found)
            {
                return found;
            }
        }

        way.RemoveAt(way.Count - 1);
        done.Add(at);
        return null;
    }
}
