using Lakehouse.Engine;

namespace Lakehouse.Transform.Graph;

/// <summary>Puts steps into the one order in which they are listed and run.</summary>
internal static class StepOrder
{
    /// <summary>By depth, then by name. The steps must not go round in a circle.</summary>
    internal static IReadOnlyList<Step> Of(IReadOnlyDictionary<TableName, Step> steps)
    {
        Dictionary<TableName, int> depths = [];
        foreach (TableName name in steps.Keys)
        {
            DepthOf(name, steps, depths);
        }

        return
        [
            .. steps.Values
                .Select(step => step with { Depth = depths[step.Name] })
                .OrderBy(step => step.Depth)
                .ThenBy(step => step.Name),
        ];
    }

    private static int DepthOf(TableName name, IReadOnlyDictionary<TableName, Step> steps, Dictionary<TableName, int> depths)
    {
        if (depths.TryGetValue(name, out int known))
        {
            return known;
        }

        int depth = 0;
        foreach (TableName input in steps[name].Inputs)
        {
            depth = Math.Max(depth, DepthOf(input, steps, depths) + 1);
        }

        depths[name] = depth;
        return depth;
    }
}
