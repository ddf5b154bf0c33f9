using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Scoring;
using Lakehouse.Matching.Text;

namespace Lakehouse.Matching.Clusters;

/// <summary>Makes clusters of scored pairs: <c>lh_cluster</c> (records that are not alone) and <c>lh_final</c> (pairs).</summary>
/// <param name="session">The session with <c>lh_record</c> and <c>lh_pair</c>.</param>
/// <param name="model">The model.</param>
/// <param name="scorer">Scores the pairs of a component that no rule found.</param>
internal sealed class ClusterBuilder(IEngineSession session, MatchModel model, PairScorer scorer)
{
    private const double JustBelow = 0.01;

    /// <summary>A component above this many times the cap is a chain through look-alikes; its missing pairs are not looked at.</summary>
    private const int LargestCompletion = 4;

    private static readonly TableName Members = new("main", "lh_member");
    private static readonly TableName Clusters = new("main", "lh_cluster");
    private static readonly TableName Adjusted = new("main", "lh_adjusted");

    private readonly double _mergeWeight = MatchParameters.WeightOf(model.Thresholds.Merge);
    private readonly double _reviewWeight = MatchParameters.WeightOf(model.Thresholds.Review);
    private readonly double _reportWeight = MatchParameters.WeightOf(model.Thresholds.Report);

    /// <summary>Makes the clusters.</summary>
    /// <param name="recordCount">The records.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>How many clusters and pairs there are.</returns>
    public async Task<ClusterCounts> BuildAsync(int recordCount, CancellationToken cancellationToken)
    {
        List<ScoredPair> edges = await PairsAsync(
            $"select l_row, r_row, weight from lh_pair where weight >= {Sql.Number(_mergeWeight)}", cancellationToken).ConfigureAwait(false);
        DisjointSets sets = new(recordCount);
        foreach (ScoredPair edge in edges)
        {
            sets.Unite(edge.Left, edge.Right);
        }

        Dictionary<int, List<ScoredPair>> components = Group(edges, sets);
        edges.Clear();
        Dictionary<int, List<ScoredPair>> doubtful = await CompletedAsync(components, sets, cancellationToken).ConfigureAwait(false);
        List<IReadOnlyList<object?>> members = [];
        List<IReadOnlyList<object?>> adjusted = [];
        int clusterCount = 0;
        LinkageOptions options = new()
        {
            MergeWeight = _mergeWeight,
            RefusedWeight = _mergeWeight - JustBelow,
            MostMembers = model.LargestCluster,
        };
        foreach ((int name, List<ScoredPair> pairs) in components.OrderBy(component => component.Key))
        {
            (IReadOnlyList<IReadOnlyList<int>> clusters, IReadOnlyList<AdjustedPair> changes) =
                ComponentSplit.Of(doubtful.GetValueOrDefault(name, pairs), options);
            foreach (IReadOnlyList<int> cluster in clusters.Where(cluster => cluster.Count > 1))
            {
                clusterCount++;
                members.AddRange(cluster.Select(record => (IReadOnlyList<object?>)[record, cluster[0]]));
            }

            adjusted.AddRange(changes.Select(change => (IReadOnlyList<object?>)[change.Left, change.Right, change.Weight, Text(change.Decision)]));
        }

        await LoadAsync(members, adjusted, cancellationToken).ConfigureAwait(false);
        return new ClusterCounts(clusterCount, members.Count, recordCount - members.Count + clusterCount);
    }

    private static string Text(PairDecision decision) => decision switch
    {
        PairDecision.Merge => "merge",
        PairDecision.Review => "review",
        _ => "reject",
    };

    private static Dictionary<int, List<ScoredPair>> Group(List<ScoredPair> pairs, DisjointSets sets)
    {
        Dictionary<int, List<ScoredPair>> groups = [];
        foreach (ScoredPair pair in pairs)
        {
            int name = sets.Find(pair.Left);
            if (!groups.TryGetValue(name, out List<ScoredPair>? group))
            {
                group = new List<ScoredPair>(1);
                groups.Add(name, group);
            }

            group.Add(pair);
        }

        return groups;
    }

    // Where every pair of a component is strong enough alone there is nothing to decide.
    private async Task<Dictionary<int, List<ScoredPair>>> CompletedAsync(
        Dictionary<int, List<ScoredPair>> components,
        DisjointSets sets,
        CancellationToken cancellationToken)
    {
        List<IReadOnlyList<object?>> members = [];
        foreach ((int name, List<ScoredPair> pairs) in components.OrderBy(component => component.Key))
        {
            int[] records = [.. pairs.SelectMany(pair => new[] { pair.Left, pair.Right }).Distinct().Order()];
            bool isComplete = pairs.Count == (long)records.Length * (records.Length - 1) / 2;
            if (!isComplete && records.Length <= (long)LargestCompletion * model.LargestCluster)
            {
                members.AddRange(records.Select(record => (IReadOnlyList<object?>)[record, name]));
            }
        }

        await session.LoadRowsAsync(Members, Schema(("lh_row", "int"), ("component", "int")), members, cancellationToken).ConfigureAwait(false);
        await scorer.ScoreWithinGroupsAsync("main.lh_member", cancellationToken).ConfigureAwait(false);
        List<ScoredPair> all = await PairsAsync(
            """
            select pair.l_row, pair.r_row, pair.weight
            from lh_pair as pair
            inner join main.lh_member as l on l.lh_row = pair.l_row
            inner join main.lh_member as r on r.lh_row = pair.r_row and r.component = l.component
            """,
            cancellationToken).ConfigureAwait(false);
        return Group(all, sets);
    }

    private async Task LoadAsync(
        List<IReadOnlyList<object?>> members,
        List<IReadOnlyList<object?>> adjusted,
        CancellationToken cancellationToken)
    {
        await session.LoadRowsAsync(Clusters, Schema(("lh_row", "int"), ("cluster_row", "int")), members, cancellationToken).ConfigureAwait(false);
        await session.LoadRowsAsync(
            Adjusted,
            Schema(("l_row", "int"), ("r_row", "int"), ("weight", "double"), ("decision", "string")),
            adjusted,
            cancellationToken).ConfigureAwait(false);
        await session.ExecuteAsync(
            $"""
            create or replace temp table lh_final as
            select pair.l_row, pair.r_row, pair.pattern, pair.rarity, pair.weight as direct_weight,
                coalesce(adjusted.weight, pair.weight) as weight,
                coalesce(adjusted.decision, case when pair.weight >= {Sql.Number(_mergeWeight)} then 'merge'
                    when pair.weight >= {Sql.Number(_reviewWeight)} then 'review' else 'reject' end) as decision
            from lh_pair as pair
            left join main.lh_adjusted as adjusted on adjusted.l_row = pair.l_row and adjusted.r_row = pair.r_row
            where coalesce(adjusted.weight, pair.weight) >= {Sql.Number(_reportWeight)}
            """,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<ScoredPair>> PairsAsync(string sql, CancellationToken cancellationToken)
    {
        RowSet rows = await session.QueryAsync(sql, int.MaxValue, cancellationToken).ConfigureAwait(false);
        return [.. rows.Rows.Select(row => new ScoredPair((int)(long)row[0]!, (int)(long)row[1]!, (double)row[2]!))];
    }

    private static StructType Schema(params (string Name, string Type)[] columns) =>
        new([.. columns.Select(column => new StructField(column.Name, DataType.Parse(column.Type)))]);
}

/// <summary>How many clusters there are.</summary>
/// <param name="Merged">Clusters of at least two records.</param>
/// <param name="MergedRecords">The records in those.</param>
/// <param name="Total">All clusters, records that are alone included.</param>
public readonly record struct ClusterCounts(int Merged, int MergedRecords, int Total);
