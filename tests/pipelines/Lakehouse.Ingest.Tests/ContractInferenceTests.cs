using Lakehouse.Ingest.Inference;
using Lakehouse.Ingest.Tests.Support;
using Lakehouse.Project;
using Lakehouse.Testing;

namespace Lakehouse.Ingest.Tests;

/// <summary>A first contract is found from files, and the files land by it.</summary>
public sealed class ContractInferenceTests
{
    [Fact]
    public async Task Names_types_keys_and_cursors_are_found_with_their_evidence()
    {
        await using Lake lake = new();
        lake.Deliver("DealLine_20260101.csv", "Id;Amount;Zip;Is Won;Closed;SystemModstamp;Note\n1;1.5;00501;true;2026-01-31;2026-01-01T10:00:00Z;\n2;20;12345;false;;2026-01-01T11:00:00Z;\n");
        lake.Deliver("DealLine_20260102.csv", "Id;Amount;Zip;Is Won;Closed;SystemModstamp;Note\n1;2.25;00501;true;2026-01-31;2026-01-02T10:00:00Z;\n");
        lake.Deliver("login.csv", "<!DOCTYPE html><html></html>");
        lake.Deliver("events.ndjson", "{\"yes\":1,\"at\":\"2026-01-01\"}\n{\"yes\":2,\"at\":\"x\"}\n");
        lake.Deliver("readme.md", "no extract");

        string contract = ContractText.Write("crm", "${landing}", await InferAsync(lake));

        Assert.Equal(
            """
            # A first contract, found by looking at every value. Read it: types, keys and cursors are guesses with evidence.
            source: crm
            landing: "${landing}"
            entities:
              deal_line:  # 2 files, 3 rows
                files: "DealLine_????????.csv"
                delimiter: ";"
                key: [Id]  # with the cursor, or alone, no value twice
                cursor: SystemModstamp  # an instant in every row, and its name says so
                columns:
                  Id: bigint  # in every row, 2 different, such as 1
                  Amount: decimal(19,4)  # in every row, 3 different, such as 1.5
                  Zip: string  # in every row, 2 different
                  "Is Won": boolean  # in every row, 2 different, such as false
                  Closed: date  # 2 of 3, 1 different, such as 2026-01-31
                  SystemModstamp: timestamp  # in every row, 3 different, such as 2026-01-01T10:00:00Z
                  Note: string  # no values
              events:  # 1 file, 2 rows
                files: "events.ndjson"
                format: ndjson
                key: ["yes"]  # no value twice
                # cursor: no instant in every row has a name that says it changes with the row
                columns:
                  "yes": bigint  # in every row, 2 different, such as 1
                  at: string  # in every row, 2 different
              # login: login.csv could not be read: login.csv holds an HTML or XML page.

            """,
            contract);
    }

    [Fact]
    public async Task A_folder_without_extracts_says_so()
    {
        await using Lake lake = new();
        lake.Deliver("readme.md", "no extract");

        Assert.Equal("LH3401", (await Assert.ThrowsAsync<IngestException>(() => InferAsync(lake))).Code);
    }

    [SharedDataTheory("data/maven_crm")]
    [InlineData("maven_crm")]
    public async Task Real_extracts_land_whole_by_the_contract_that_was_found_for_them(string folder)
    {
        string files = SharedData.Require($"data/{folder}");
        await using Lake lake = new();
        IReadOnlyList<InferredEntity> found = await new ContractInference(lake.Engine).InferAsync(files, default);
        using TemporaryFolder project = new();
        project.Write("lakehouse.yml", "name: found\nsources: [found]\n");
        project.Write("sql/bronze/found.yml", ContractText.Write("found", files, found));
        SourceContract source = Assert.Single(SourceContractReader.ReadAll(LakehouseProject.Open(project.FullPath, new ProjectChoices())));

        var landing = new Landing(new LandingOptions { WarehouseFolder = lake.Warehouse, Tables = lake.Table, Engine = lake.Engine, RunId = "run", Clock = lake.Clock });
        SourceLanding landed = await landing.LandAsync(source, files, progress: null, default);

        Assert.NotEmpty(landed.Entities);
        Assert.All(landed.Entities, entity => Assert.All(entity.Batches, batch =>
            Assert.True(batch is { Status: BatchStatus.Loaded or BatchStatus.Redelivered } or { QuarantinedRows: <= 10, Status: BatchStatus.Partial }, $"{batch.File}: {batch.Reason} {batch.Notes}")));
    }

    private static Task<IReadOnlyList<InferredEntity>> InferAsync(Lake lake) =>
        new ContractInference(lake.Engine).InferAsync(lake.LandingFolder, default);
}
