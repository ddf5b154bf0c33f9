using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
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
    /// <param name="records">How many records there are.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>How many clusters and pairs there are.</returns>
    public async Task<ClusterCounts> BuildAsync(RecordCounts records, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            $"create or replace temp table lh_edge as select l_row, r_row from lh_pair where weight >= {Sql.Number(_mergeWeight)}",
            cancellationToken).ConfigureAwait(false);
        Components components = await ComponentsAsync(records, cancellationToken).ConfigureAwait(false);
        await LoadMembersAsync(components, cancellationToken).ConfigureAwait(false);
        await scorer.ScoreWithinGroupsAsync("(select lh_row, component from main.lh_member where is_completed)", cancellationToken).ConfigureAwait(false);
        List<IReadOnlyList<object?>> members = [];
        List<IReadOnlyList<object?>> adjusted = [];
        LinkageOptions options = new()
        {
            MergeWeight = _mergeWeight,
            RefusedWeight = _mergeWeight - JustBelow,
            MostMembers = model.LargestCluster,
            LinkedLefts = records.IsLink ? (int)records.Left : null,
        };
        foreach (List<ScoredPair> pairs in (await DoubtfulAsync(components, cancellationToken).ConfigureAwait(false)).Values)
        {
            (IReadOnlyList<IReadOnlyList<int>> clusters, IReadOnlyList<AdjustedPair> changes) = ComponentSplit.Of(pairs, options);
            foreach (IReadOnlyList<int> cluster in clusters.Where(cluster => cluster.Count > 1))
            {
                members.AddRange(cluster.Select(record => (IReadOnlyList<object?>)[record, cluster[0]]));
            }

            adjusted.AddRange(changes.Select(change => (IReadOnlyList<object?>)[change.Left, change.Right, change.Weight, Text(change.Decision)]));
        }

        await LoadAsync(members, adjusted, cancellationToken).ConfigureAwait(false);
        return await CountAsync((int)records.Total, cancellationToken).ConfigureAwait(false);
    }

    private static string Text(PairDecision decision) => decision switch
    {
        PairDecision.Merge => "merge",
        PairDecision.Review => "review",
        _ => "reject",
    };

    private async Task<Components> ComponentsAsync(RecordCounts records, CancellationToken cancellationToken)
    {
        RowSet edges = await session.QueryAsync("select (l_row::bigint << 32) + r_row from lh_edge", int.MaxValue, cancellationToken).ConfigureAwait(false);
        return Components.Of(records, edges.Rows.Select(row => (long)row[0]!));
    }

    // Where every pair of a component is strong enough alone there is nothing to decide, and the engine keeps it to itself.
    private Task LoadMembersAsync(Components components, CancellationToken cancellationToken) => session.LoadRowsAsync(
        Members,
        Schema(("lh_row", "int"), ("component", "int"), ("is_completed", "boolean")),
        [.. components.Incomplete().Select(member => (IReadOnlyList<object?>)
            [member.Record, member.Component, member.Size <= (long)LargestCompletion * model.LargestCluster])],
        cancellationToken);

    private async Task<SortedDictionary<int, List<ScoredPair>>> DoubtfulAsync(Components components, CancellationToken cancellationToken)
    {
        RowSet rows = await session.QueryAsync(
            """
            select (pair.l_row::bigint << 32) + pair.r_row, pair.weight
            from lh_pair as pair
            inner join main.lh_member as l on l.lh_row = pair.l_row
            inner join main.lh_member as r on r.lh_row = pair.r_row and r.component = l.component
            """,
            int.MaxValue,
            cancellationToken).ConfigureAwait(false);
        SortedDictionary<int, List<ScoredPair>> groups = [];
        foreach (IReadOnlyList<object?> row in rows.Rows)
        {
            long packed = (long)row[0]!;
            ScoredPair pair = new((int)(packed >> 32), (int)(packed & int.MaxValue), (double)row[1]!);
            int name = components.Of(pair.Left);
            if (!groups.TryGetValue(name, out List<ScoredPair>? group))
            {
                group = [];
                groups.Add(name, group);
            }

            group.Add(pair);
        }

        return groups;
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
            insert into main.lh_cluster
            with complete as (
                select edge.l_row, edge.r_row from lh_edge as edge anti join main.lh_member as member on member.lh_row = edge.l_row
            )
            select lh_row, min(cluster_row) as cluster_row
            from (select r_row as lh_row, l_row as cluster_row from complete union all select l_row, l_row from complete) as ends
            group by lh_row;
            drop table lh_edge;
            create or replace temp table lh_final as
            select pair.l_row, pair.r_row, pair.pattern, pair.rarity, pair.weight as direct_weight,
                coalesce(adjusted.weight, pair.weight) as weight,
                coalesce(adjusted.decision, case when pair.weight >= {Sql.Number(_mergeWeight)} then 'merge'
                    when pair.weight >= {Sql.Number(_reviewWeight)} then 'review' else 'reject' end) as decision
            from lh_pair as pair
            left join main.lh_adjusted as adjusted on adjusted.l_row = pair.l_row and adjusted.r_row = pair.r_row
            where coalesce(adjusted.weight, pair.weight) >= {Sql.Number(_reportWeight)}
            order by weight desc, pair.l_row, pair.r_row;
            drop table lh_pair;
            """,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<ClusterCounts> CountAsync(int recordCount, CancellationToken cancellationToken)
    {
        RowSet rows = await session.QueryAsync("select count(distinct cluster_row), count(*) from main.lh_cluster", 1, cancellationToken).ConfigureAwait(false);
        int clusters = (int)(long)rows.Rows[0][0]!;
        int members = (int)(long)rows.Rows[0][1]!;
        return new ClusterCounts(clusters, members, recordCount - members + clusters);
    }

    private static StructType Schema(params (string Name, string Type)[] columns) =>
        new([.. columns.Select(column => new StructField(column.Name, DataType.Parse(column.Type)))]);
}

/// <summary>How many clusters there are.</summary>
/// <param name="Merged">Clusters of at least two records.</param>
/// <param name="MergedRecords">The records in those.</param>
/// <param name="Total">All clusters, records that are alone included.</param>
public readonly record struct ClusterCounts(int Merged, int MergedRecords, int Total);
