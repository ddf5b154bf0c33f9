using Lakehouse.Matching.Comparing;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Model;
using Lakehouse.Matching.Text;

namespace Lakehouse.Matching.Running;

/// <summary>The SELECTs of the answers.</summary>
/// <param name="model">The model.</param>
/// <param name="parameters">λ, m and u.</param>
/// <param name="isLink">Whether pairs are between two inputs.</param>
internal sealed class PairsSelect(MatchModel model, MatchParameters parameters, bool isLink)
{
    private readonly PatternCode _code = new(model.Comparisons);

    /// <summary>
    /// The pairs in the order of <c>lh_final</c>, the likeliest first: both ids, probability, weight and decision, then for each comparison its level and
    /// weight, rarity, and what the rest of the cluster adds. The weights with λ's sum up to <c>match_weight</c>.
    /// </summary>
    public string Pairs
    {
        get
        {
            List<string> columns =
            [
                "l.lh_id as id_l",
                "r.lh_id as id_r",
                "round(1 / (1 + pow(2, -final.weight)), 9) as match_probability",
                "round(final.weight, 6) as match_weight",
                "final.decision as decision",
                $"round({Sql.Number(parameters.PriorWeight)}, 6) as prior_weight",
            ];
            for (int index = 0; index < model.Comparisons.Count; index++)
            {
                columns.Add($"{Labels(index)}[{_code.Decoding(index)} + 1] as {Sql.Name($"{model.Comparisons[index].Name}_level")}");
                columns.Add($"{Weights(index)}[{_code.Decoding(index)} + 1] as {Sql.Name($"{model.Comparisons[index].Name}_weight")}");
            }

            if (model.TermFrequencyColumns.Count > 0)
            {
                columns.Add("round(final.rarity, 6) as rarity_weight");
            }

            columns.Add("round(final.weight - final.direct_weight, 6) as cluster_weight");
            return $"select {Sql.List(columns)} from lh_final as final inner join lh_record as l on l.lh_row = final.l_row "
                + "inner join lh_record as r on r.lh_row = final.r_row";
        }
    }

    /// <summary>The records with their clusters, in the input's order; a cluster is named by its first record.</summary>
    public string Clusters
    {
        get
        {
            string id = isLink ? "case when record.lh_source = 0 then 'left' else 'right' end as input, record.lh_id as id" : "record.lh_id as id";
            string name = isLink ? "case when coalesce(first.lh_source, record.lh_source) = 0 then 'left:' else 'right:' end || " : string.Empty;
            return $"select {id}, {name}coalesce(first.lh_id, record.lh_id) as cluster_id from lh_record as record "
                + "left join main.lh_cluster as cluster on cluster.lh_row = record.lh_row "
                + "left join lh_record as first on first.lh_row = cluster.cluster_row order by record.lh_row";
        }
    }

    private string Labels(int index) => $"[{Sql.List(Outcomes(index).Select(outcome => Sql.Literal(model.Comparisons[index].Label(outcome))))}]";

    private string Weights(int index) => $"[{Sql.List(Outcomes(index).Select(outcome => Sql.Number(Math.Round(parameters.Weight(index, outcome), 6))))}]";

    private IEnumerable<int> Outcomes(int index) => Enumerable.Range(0, model.Comparisons[index].OutcomeCount);
}
