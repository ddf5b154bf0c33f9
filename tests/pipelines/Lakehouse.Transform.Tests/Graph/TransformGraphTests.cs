using Lakehouse.Engine;
using Lakehouse.Transform.Graph;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Graph;

public sealed class TransformGraphTests : LakeTest
{
    [Fact]
    public void Steps_come_by_depth_then_by_name()
    {
        Lake.Model("gold.z", "a string", "select order_id as a from bronze.shop_order");
        Lake.Model("gold.a", "a string", "with z as (select * from silver.m) select a from z");
        Lake.Model("silver.m", "a string", "select a from gold.z");
        Lake.Model("silver.b", "a string", "select order_id as a from bronze.shop_order where $as_of is not null");

        TransformGraph graph = Lake.Graph();

        Assert.Equal(
            ["bronze.shop_order:0", "gold.z:1", "silver.b:1", "silver.m:2", "gold.a:3"],
            graph.Steps.Select(step => $"{step.Name}:{step.Depth}"));
        Assert.Equal(["silver.m"], graph.DependentsOf(TableName.Parse("gold.z")).Select(step => step.Name.ToString()));
    }

    [Fact]
    public void A_check_depends_on_what_it_reads_but_not_on_this()
    {
        Lake.Model("silver.seller", "seller_id string", "select order_id as seller_id from bronze.shop_order");
        Lake.Model(
            "gold.a",
            "seller_id string",
            "select order_id as seller_id from bronze.shop_order",
            "checks:\n  - relationship: {column: seller_id, to: silver.seller}\n  - sql: select * from this where seller_id is null");

        Assert.Equal(["bronze.shop_order", "silver.seller"], Lake.Graph()[TableName.Parse("gold.a")].Inputs.Select(name => name.ToString()));
    }

    [Fact]
    public void A_cycle_names_the_way_round()
    {
        string file = Lake.Model("gold.a", "x string", "select x from gold.b");
        Lake.Model("gold.b", "x string", "select x from gold.c");
        Lake.Model("gold.c", "x string", "select x from gold.a");

        TransformException fault = Assert.Throws<TransformException>(Lake.Graph);

        Assert.Equal(
            $"LH4052: found models that read one another in a circle: gold.a reads gold.b reads gold.c reads gold.a (from {file}), "
            + "expected each after its inputs. Take one of these references out, or split a model in two.",
            fault.Message);
    }

    [Fact]
    public void A_check_may_not_read_what_is_built_later()
    {
        Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order", "checks: [{relationship: {column: x, to: gold.b}}]");
        Lake.Model("gold.b", "x string", "select x from gold.a");

        TransformException fault = Assert.Throws<TransformException>(Lake.Graph);

        Assert.Equal("LH4053", fault.Code);
        Assert.Contains("gold.a reads (by a check) gold.b reads gold.a", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_table_names_its_place_and_the_nearest_name()
    {
        string file = Lake.Model("gold.a", "x string", "select order_id as x\nfrom bronze.shop_ordr as o");

        TransformException fault = Assert.Throws<TransformException>(Lake.Graph);

        Assert.Equal(
            $"LH4051: found the table bronze.shop_ordr at {file}:7:6, expected a source's bronze table, a definition or a model. "
            + "Did you mean bronze.shop_order?",
            fault.Message);
    }

    [Fact]
    public void A_table_without_a_schema_is_refused()
    {
        Lake.Model("gold.a", "x string", "select order_id as x from shop_order");

        TransformException fault = Assert.Throws<TransformException>(Lake.Graph);

        Assert.Equal("LH4054", fault.Code);
        Assert.Equal("Did you mean bronze.shop_order?", fault.NextStep);
    }

    [Fact]
    public void Sql_that_does_not_parse_names_the_line_and_marks_the_column()
    {
        string file = Lake.Model("gold.a", "x string", "select order_id as x\nfrom bronze.shop_order\nwhere and order_id = $as_of");

        TransformException fault = Assert.Throws<TransformException>(Lake.Graph);

        Assert.Equal("LH4050", fault.Code);
        Assert.Contains($"{file}:8:7 ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("  8 | where and order_id = $as_of\n    |       ^\n", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        Lake.Model("gold.a", "x string", "select x from gold.nowhere");
        Lake.Write("sql/gold/b.sql", "select 1");
        Lake.Write("sql/gold/c.sql", "/*---\nmodel: gold.c\ncolumn: []\n---*/\nselect 1");
        Lake.Model("gold.d", "x string", "select x from gold.c");

        TransformException fault = Assert.Throws<TransformException>(Lake.Graph);

        Assert.Equal("LH4000", fault.Code);
        Assert.Equal(["LH4001", "LH4003", "LH4051"], fault.Faults.Select(one => one.Code));
    }

    [Fact]
    public void Two_files_with_one_model_are_refused()
    {
        Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order");
        Lake.Write("sql/gold/other/a.sql", File.ReadAllText(Lake.At("sql/gold/a.sql")));

        Assert.Equal("LH4007", Assert.Throws<TransformException>(Lake.Graph).Code);
    }

    [Fact]
    public void Unchanged_sql_is_not_parsed_again_and_a_damaged_cache_is_made_anew()
    {
        Lake.Model("gold.a", "x string", "select order_id as x from bronze.shop_order");
        CountingReader reader = new(Lake.Engine.SqlReader);
        Load();
        Assert.Equal(1, reader.Count);
        Load();
        Assert.Equal(1, reader.Count);

        Lake.Write("warehouse/.cache/sql-references.json", "{\"format\":1,\"tabl");
        Load();
        Assert.Equal(2, reader.Count);
        Load();
        Assert.Equal(2, reader.Count);

        void Load() => TransformGraph.Load(Lake.Project, reader, new Dictionary<TableName, Delta.Schema.StructType>());
    }

    private sealed class CountingReader(ISqlReader inner) : ISqlReader
    {
        internal int Count { get; private set; }

        public SqlReading Read(string sql)
        {
            Count++;
            return inner.Read(sql);
        }
    }
}
