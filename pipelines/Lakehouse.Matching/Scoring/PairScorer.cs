using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Matching.Comparing;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Text;

namespace Lakehouse.Matching.Scoring;

/// <summary>Scores pairs on the engine into <c>lh_pair</c>: <c>l_row</c>, <c>r_row</c>, <c>pattern</c>, <c>rarity</c>, <c>weight</c>.</summary>
/// <remarks>
/// The weight of a pair is log2(λ/(1-λ)) plus each comparison's log2(m/u). Where two records agree on a value whose term
/// frequencies count, the value's rarity is added: u of agreeing becomes how often that value occurs (Winkler 1989).
/// Only pairs at or above a weight are kept, so memory depends on them and not on the pairs compared.
/// </remarks>
/// <param name="session">The session with <c>lh_record</c>.</param>
/// <param name="model">The model.</param>
/// <param name="parameters">λ, m and u.</param>
/// <param name="records">How many records there are.</param>
internal sealed class PairScorer(IEngineSession session, MatchModel model, MatchParameters parameters, RecordCounts records)
{
    private readonly PairSql _sql = new(model, records.IsLink);

    /// <summary>Scores the pairs that the rules find.</summary>
    /// <param name="leastWeight">The weight from which on a pair is kept.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>When <c>lh_pair</c> holds them.</returns>
    public async Task ScoreAsync(double leastWeight, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(
            $"create or replace temp table lh_pair (l_row integer, r_row integer, pattern {_sql.Code.SqlType}, rarity float, weight double)",
            cancellationToken).ConfigureAwait(false);
        for (int rule = 0; rule < model.Rules.Count; rule++)
        {
            await session.ExecuteAsync(
                $"insert into lh_pair {Scored(_sql.ByRule(rule, share: 1))} where weight >= {Sql.Number(leastWeight)}",
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Scores the pairs within groups of records that no rule found, whatever their weight.</summary>
    /// <param name="members">A table with <c>lh_row</c> and <c>component</c>.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>When <c>lh_pair</c> holds them too.</returns>
    public Task ScoreWithinGroupsAsync(string members, CancellationToken cancellationToken) =>
        session.ExecuteAsync($"insert into lh_pair {Scored(_sql.WithinGroups(members))}", cancellationToken);

    private string Scored(string compared)
    {
        string weights = string.Join(" + ", model.Comparisons.Select((_, index) =>
            string.Create(CultureInfo.InvariantCulture, $"{WeightList(index)}[c{index} + 1]")));
        return $"select l_row, r_row, pattern, rarity, weight from (select l_row, r_row, {_sql.Code.Encoding} as pattern, rarity, "
            + $"{Sql.Number(parameters.PriorWeight)} + {weights} + rarity as weight from ({compared}) as compared) as scored";
    }

    private string WeightList(int index)
    {
        IEnumerable<double> weights = Enumerable.Range(0, model.Comparisons[index].OutcomeCount).Select(outcome => parameters.Weight(index, outcome));
        return $"[{Sql.List(weights.Select(Sql.Number))}]";
    }
}
