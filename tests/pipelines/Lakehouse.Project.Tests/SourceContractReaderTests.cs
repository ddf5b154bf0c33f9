using Lakehouse.Delta.Schema;
using Lakehouse.Testing;

namespace Lakehouse.Project.Tests;

public sealed class SourceContractReaderTests : IDisposable
{
    private const string Crm = """
        source: crm
        landing: ${landing}
        delimiter: ";"
        on_new_column: freeze
        entities:
          deal:
            files: "deals*.csv"
            key: [id]
            cursor: changed_at
            null_texts: [Select]
            columns:
              id: {type: string, required: true, description: The deal.}
              amount: decimal(19,4)
              changed_at: timestamp
          event:
            files: "events.ndjson.gz"
            format: ndjson
            on_new_column: evolve
            columns:
              id: string
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_entity_has_its_own_settings_before_those_of_its_source()
    {
        SourceContract contract = Assert.Single(Read(Crm));
        EntityContract deal = contract.Entities[0];
        EntityContract @event = contract.Entities[1];

        Assert.Equal("crm_deal", deal.TableName);
        Assert.Equal(';', deal.Format.Delimiter);
        Assert.Equal(["Select"], deal.Format.NullTexts);
        Assert.Equal(NewColumnPolicy.Freeze, deal.NewColumns);
        Assert.Equal(new ColumnContract("id", new PrimitiveType(PrimitiveKind.String), true, "The deal."), deal.Columns[0]);
        Assert.Equal(new DecimalType(19, 4), deal.Columns[1].Type);
        Assert.Equal(FileKind.Ndjson, @event.Format.Kind);
        Assert.Equal(NewColumnPolicy.Evolve, @event.NewColumns);
        Assert.Empty(@event.Key);
    }

    [Theory]
    [InlineData("key: [id]", "key: [idd]", "LH5023", "Did you mean 'id'?")]
    [InlineData("cursor: changed_at", "cursor: version", "LH5023", "Add it under 'columns:'.")]
    [InlineData("decimal(19,4)", "decimall", "LH5015", "Mend the type.")]
    [InlineData("format: ndjson", "format: xlsx", "LH5012", "Mend the value; compression is told by the file's ending.")]
    [InlineData("delimiter: \";\"", "delimiter: \"::\"", "LH5012", "Mend the value.")]
    [InlineData("    files: \"deals*.csv\"\n", "", "LH5013", "Add 'files:' to that mapping.")]
    [InlineData("null_texts", "nul_texts", "LH5011", "Did you mean 'null_texts'?")]
    public void A_fault_in_a_contract_has_a_code_and_a_next_step(string found, string replaced, string code, string nextStep)
    {
        ProjectException fault = Assert.Throws<ProjectException>(() => Read(Crm.Replace(found, replaced, StringComparison.Ordinal)));

        Assert.Equal((code, nextStep), (fault.Code, fault.NextStep));
        Assert.Contains("crm.yml:", fault.Message, StringComparison.Ordinal);
    }

    private const string Erp = """
        source: crm
        database:
          kind: postgresql
          connection: ${env:ERP_DATABASE}
        entities:
          account:
            table: sales.account
            key: [id]
            cursor: updated_at
            overlap: 15m
            chunk_rows: 1000
            deleted: compare_keys
            columns: {id: bigint, name: string, updated_at: timestamp}
          region:
            query: select id, name from sales.region
            columns: {id: bigint, name: string}
        """;

    [Fact]
    public void A_source_of_a_database_has_queries_in_place_of_files_and_a_table_of_deleted_keys()
    {
        SourceContract contract = Assert.Single(Read(Erp));

        Assert.Equal("${env:ERP_DATABASE}", contract.Database?.Connection);
        Assert.Equal(["account", "region", "account_deleted"], contract.Entities.Select(entity => entity.Name));
        EntityQuery query = contract.Entities[0].Query!;
        Assert.Equal(("sales.account", TimeSpan.FromMinutes(15), 1000, true), (query.Table, query.Overlap, query.ChunkRows, query.FindsDeleted));
        Assert.Equal("select id, name from sales.region", contract.Entities[1].Query?.Sql);
        Assert.Equal(["id", "seen_at", "is_deleted"], contract.Entities[2].Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData("${env:ERP_DATABASE}", "Host=db;Password=secret", "LH5024")]
    [InlineData("${env:ERP_DATABASE}", "Host=db;pwd = ${secret}", "LH5024")]
    [InlineData("${env:ERP_DATABASE}", "Host=db;Password=${env:SECRET}", null)]
    [InlineData("kind: postgresql", "kind: oracle", "LH5012")]
    [InlineData("overlap: 15m", "overlap: 15", "LH5012")]
    [InlineData("overlap: 15m", "overlap: soon", "LH5012")]
    [InlineData("    cursor: updated_at\n", "", "LH5012")]
    [InlineData("    key: [id]\n", "", "LH5012")]
    [InlineData("chunk_rows: 1000", "chunk_rows: 1.5", "LH5012")]
    [InlineData("deleted: compare_keys", "deleted: always", "LH5012")]
    [InlineData("table: sales.account", "query: select 1\n    table: sales.account", "LH5012")]
    [InlineData("table: sales.account", "files: a.csv", "LH5011")]
    [InlineData("source: crm", "source: crm\nlanding: there", "LH5012")]
    public void What_a_database_cannot_be_told_has_a_code(string found, string replaced, string? code)
    {
        Exception? fault = Record.Exception(() => Read(Erp.Replace(found, replaced, StringComparison.Ordinal)));

        Assert.Equal(code, (fault as ProjectException)?.Code);
        Assert.DoesNotContain("secret", fault?.Message ?? string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_lands_an_undeclared_source_is_told_the_declared_ones()
    {
        _folder.Write("lakehouse.yml", "name: a\nsources: [cmr]\n");

        ProjectException fault = Assert.Throws<ProjectException>(() => Read(Crm));

        Assert.Equal("LH5022", fault.Code);
        Assert.Equal("Did you mean 'crm'?", fault.NextStep);
    }

    [Fact]
    public void Two_files_may_not_declare_one_source()
    {
        _folder.Write("sql/bronze/again/crm2.yml", Crm);

        ProjectException fault = Assert.Throws<ProjectException>(() => Read(Crm));

        Assert.Equal("LH5021", fault.Code);
    }

    private IReadOnlyList<SourceContract> Read(string contract)
    {
        if (!File.Exists(_folder.At("lakehouse.yml")))
        {
            _folder.Write("lakehouse.yml", "name: a\nsources: [crm]\n");
        }

        _folder.Write("sql/bronze/crm.yml", contract);
        return SourceContractReader.ReadAll(LakehouseProject.Open(_folder.FullPath, new ProjectChoices()));
    }
}
