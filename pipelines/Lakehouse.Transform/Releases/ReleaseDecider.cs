using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Transform.Fingerprints;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Running;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Releases;

/// <summary>
/// Decides whether the tables form one consistent set: every table was built from the versions that the others have
/// now, and all that depend on the run's instant were built for the same one.
/// </summary>
internal sealed class ReleaseDecider(TransformGraph graph, TableStates states)
{
    private readonly SortedDictionary<string, ReleasedTable> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long? Version, TableName Reader)> _sources = new(StringComparer.Ordinal);
    private (string? AsOf, TableName Step)? _asOf;

    /// <summary>Decides.</summary>
    /// <param name="latest">The newest release, or null.</param>
    /// <param name="cancellationToken">Stops the reading of logs.</param>
    internal async Task<ReleaseDecision> DecideAsync(Release? latest, CancellationToken cancellationToken)
    {
        foreach (Step step in graph.Steps.Where(step => step.Kind != StepKind.Source))
        {
            TableState state = await states.GetAsync(step, cancellationToken).ConfigureAwait(false);
            string? obstacle = await AddAsync(step, state, cancellationToken).ConfigureAwait(false);
            if (obstacle is not null)
            {
                return ReleaseDecision.Withhold(obstacle);
            }
        }

        await AddSourcesAsync(cancellationToken).ConfigureAwait(false);
        if (latest is not null && latest.Tables.Count == _tables.Count
            && _tables.All(table => latest.Tables.TryGetValue(table.Key, out ReleasedTable? released) && released == table.Value))
        {
            return ReleaseDecision.Withhold(string.Create(
                CultureInfo.InvariantCulture, $"Nothing has changed since release {latest.Number}."));
        }

        return new ReleaseDecision(_tables, "All tables belong together.");
    }

    private async Task<string?> AddAsync(Step step, TableState state, CancellationToken cancellationToken)
    {
        if (state is not { Version: { } version, Record: { } record })
        {
            return state.Version is null
                ? $"{step.Name} has not been built yet."
                : string.Create(CultureInfo.InvariantCulture, $"Version {state.Version} of {step.Name} was written by something else.");
        }

        foreach (TableName input in step.Inputs)
        {
            if (await ObstacleAsync(step, record, input, cancellationToken).ConfigureAwait(false) is { } obstacle)
            {
                return obstacle;
            }
        }

        if (record.Parts.Parameters.TryGetValue(SqlParameters.AsOf, out string? asOf))
        {
            if (_asOf is { } other && !string.Equals(other.AsOf, asOf, StringComparison.Ordinal))
            {
                return $"{other.Step} is as of {other.AsOf}, and {step.Name} as of {asOf}.";
            }

            _asOf = (asOf, step.Name);
        }

        _tables[step.Name.ToString()] = new ReleasedTable(state.DataVersion ?? version, record.Fingerprint);
        return null;
    }

    private async Task<string?> ObstacleAsync(Step step, StepRecord record, TableName input, CancellationToken cancellationToken)
    {
        string name = input.ToString();
        if (!record.Parts.Inputs.TryGetValue(name, out long? builtFrom))
        {
            return $"{step.Name} reads {name} now and was built without it.";
        }

        if (graph[input].Kind == StepKind.Source)
        {
            if (_sources.TryGetValue(name, out (long? Version, TableName Reader) other) && other.Version != builtFrom)
            {
                return $"{other.Reader} was built from version {Text(other.Version)} of {name}, "
                    + $"and {step.Name} from version {Text(builtFrom)}.";
            }

            _sources[name] = (builtFrom, step.Name);
            return null;
        }

        TableState state = await states.GetAsync(graph[input], cancellationToken).ConfigureAwait(false);
        return state.DataVersion == builtFrom
            ? null
            : $"{step.Name} was built from version {Text(builtFrom)} of {name}, which is at version {Text(state.DataVersion)} now.";
    }

    private async Task AddSourcesAsync(CancellationToken cancellationToken)
    {
        foreach (Step source in graph.Steps.Where(step => step.Source is not null))
        {
            string name = source.Name.ToString();
            long? version = _sources.TryGetValue(name, out (long? Version, TableName Reader) read)
                ? read.Version
                : (await states.GetAsync(source, cancellationToken).ConfigureAwait(false)).Version;
            if (version is { } known)
            {
                _tables[name] = new ReleasedTable(known, Fingerprint: null);
            }
        }
    }

    private static string Text(long? version) => version?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
