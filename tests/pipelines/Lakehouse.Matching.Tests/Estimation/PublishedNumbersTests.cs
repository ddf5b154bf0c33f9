using System.Globalization;
using Lakehouse.Engine;
using Lakehouse.Matching.Blocking;
using Lakehouse.Matching.Comparing;
using Lakehouse.Matching.Estimation;
using Lakehouse.Matching.Input;
using Lakehouse.Matching.Model;
using Lakehouse.Testing;

namespace Lakehouse.Matching.Tests.Estimation;

/// <summary>The rule baseline and the EM fit that others publish for FEBRL's first data set.</summary>
public sealed class PublishedNumbersTests
{
    private const string Data = "data/febrl/dataset1.csv";

    private const string Baseline =
        """
        model: baseline
        id: rec_id
        columns:
          given_name: []
          surname: []
          date_of_birth: []
          suburb: []
          state: []
          address_1: []
          entity: {sql: "regexp_extract(rec_id, '^rec-[0-9]+')"}
        blocking: {rules: {given_name: [given_name]}}
        comparisons:
          given_name: [exact]
          surname: [jaro_winkler 0.85]
          date_of_birth: [exact]
          suburb: [exact]
          state: [exact]
          address_1: [levenshtein_share 0.85]
        """;

    [SharedDataFact(Data)]
    public async Task Counting_agreements_gives_the_published_histogram_and_links()
    {
        IReadOnlyList<(int[] Agreements, bool IsTrue, long Count)> vectors = await VectorsAsync();

        Dictionary<int, long> histogram = vectors
            .GroupBy(vector => vector.Agreements.Sum())
            .ToDictionary(group => group.Key, group => group.Sum(vector => vector.Count));
        Assert.Equal(
            new Dictionary<int, long> { [6] = 142, [5] = 145, [4] = 30, [3] = 9, [2] = 376, [1] = 1380 },
            histogram);
        Assert.Equal(2082, vectors.Sum(vector => vector.Count));
        Assert.Equal(317, vectors.Where(vector => vector.Agreements.Sum() > 3).Sum(vector => vector.Count));
        Assert.All(vectors.Where(vector => vector.Agreements.Sum() > 3), vector => Assert.True(vector.IsTrue));
    }

    [SharedDataFact(Data)]
    public async Task EM_reaches_the_published_parameters_and_likelihood()
    {
        IReadOnlyList<(int[] Agreements, bool IsTrue, long Count)> vectors = await VectorsAsync();
        PatternCount[] patterns =
        [
            .. vectors
                .GroupBy(vector => string.Join(',', vector.Agreements.Skip(1)))
                .Select(group => new PatternCount([.. group.First().Agreements.Skip(1).Select(agrees => agrees == 1 ? 1 : 2)], group.Sum(vector => vector.Count))),
        ];
        MatchParameters start = new(0.1, [.. Enumerable.Range(0, 5).Select(_ => new OutcomeProbabilities([0, 0.9, 0.1], [0, 0.1, 0.9]))]);

        EmFit fit = ExpectationMaximisation.Fit(patterns, start, new EmOptions { Tolerance = 1e-12, MostRounds = 10_000 });

        Assert.True(fit.HasConverged);
        Assert.Equal(0.156674, fit.Parameters.Lambda, 6);
        Assert.Equal(-2447.0039, fit.LogLikelihood, 4);
        double[] m = [0.919692, 0.889036, 0.692835, 0.941556, 0.843223];
        double[] u = [0, 0, 0, 0.212933, 0.001107];
        for (int index = 0; index < m.Length; index++)
        {
            Assert.Equal(m[index], fit.Parameters.Comparisons[index].M[1], 6);
            Assert.Equal(u[index], fit.Parameters.Comparisons[index].U[1], 6);
        }

        (double links, double trueLinks) = Links(vectors, fit.Parameters);
        Assert.Equal((326, 326), (links, trueLinks));
    }

    private static (double Links, double TrueLinks) Links(
        IReadOnlyList<(int[] Agreements, bool IsTrue, long Count)> vectors,
        MatchParameters parameters)
    {
        (int[] Agreements, bool IsTrue, long Count)[] linked =
            [.. vectors.Where(vector => parameters.Weight([.. vector.Agreements.Skip(1).Select(agrees => agrees == 1 ? 1 : 2)]) >= 0)];
        return (linked.Sum(vector => vector.Count), linked.Where(vector => vector.IsTrue).Sum(vector => vector.Count));
    }

    // A missing value counts as a disagreement there.
    private static Task<IReadOnlyList<(int[] Agreements, bool IsTrue, long Count)>> VectorsAsync() => MatchFixture.InSessionAsync(async session =>
    {
        MatchModel model = MatchFixture.Model(Baseline);
        RecordCounts records = await new RecordTables(session, model)
            .LoadAsync(MatchFiles.Read(SharedData.Require(Data)), other: null, "entity", CancellationToken.None);
        await new BlockCounter(session, model).CountAsync(records, CancellationToken.None);
        PairSql sql = new(model, isLink: false);
        string agreements = string.Join(", ", Enumerable.Range(0, model.Comparisons.Count).Select(index =>
            string.Create(CultureInfo.InvariantCulture, $"(c{index} = 1)::integer as a{index}")));
        RowSet rows = await session.QueryAsync(
            $"""
            select {agreements}, l.lh_truth = r.lh_truth as is_true, count(*)
            from ({sql.ByRule(0, share: 1)}) as pair
            inner join lh_record as l on l.lh_row = pair.l_row
            inner join lh_record as r on r.lh_row = pair.r_row
            group by all
            """,
            int.MaxValue,
            CancellationToken.None);
        return (IReadOnlyList<(int[], bool, long)>)
            [.. rows.Rows.Select(row => ((int[])[.. row.Take(6).Select(value => (int)(long)value!)], (bool)row[6]!, (long)row[7]!))];
    });
}
