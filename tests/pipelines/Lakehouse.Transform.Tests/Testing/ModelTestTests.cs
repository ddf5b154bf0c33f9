using Lakehouse.Transform.Testing;
using Lakehouse.Transform.Tests.Support;

namespace Lakehouse.Transform.Tests.Testing;

public sealed class ModelTestTests : LakeTest
{
    public override Task InitializeAsync()
    {
        Lake.Write("lakehouse.yml", "name: small\nreference: none\nparameters: {floor: {type: bigint, value: 0}}\n");
        Lake.Model("silver.orders", "x string, day date, amount decimal(19;4)", "select order_id as x, day, amount from bronze.shop_order where day < $as_of and amount >= $floor");
        Lake.Model("gold.kept", "x string, amount decimal(19;4)", "select x, amount from silver.orders", "kind: by_key\nkey: x");
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Rows_that_come_out_as_expected_pass_in_any_order() => Assert.True((await RunAsync(
        """
        model: silver.orders
        why: The order of rows and zeros at the end do not matter.
        given:
          bronze.shop_order:
            - {order_id: a, day: 2024-12-31, amount: 1.5}
            - {order_id: b, day: 2024-12-31, amount: 2}
            - {order_id: c, day: 2025-01-01, amount: 2}
            - {order_id: d}
        expect:
          - {x: b, amount: 2.0000}
          - {x: a, amount: 1.50}
        """)).IsPassed);

    [Fact]
    public async Task What_differs_is_shown_row_by_row()
    {
        ModelTestResult result = await RunAsync(
            """
            model: silver.orders
            why: One row differs, one is missing, one was not expected.
            as_of: 2026-01-01T00:00:00Z
            parameters: {floor: 2}
            given:
              bronze.shop_order:
                - {order_id: a, day: 2024-12-31, amount: 2}
                - {order_id: b, day: 2025-12-31, amount: 3}
                - {order_id: c, day: 2025-12-31, amount: 1}
            expect:
              - {x: a, day: 2024-12-31, amount: 2.01}
              - {x: c, day: 2025-12-30, amount: 1}
            """);

        Assert.False(result.IsPassed);
        Assert.EndsWith(
            """
              differs     {x: a, day: 2024-12-31, amount: 2.01}
                          amount: expected 2.01, found 2
              missing     {x: c, day: 2025-12-30, amount: 1}
              unexpected  {x: b, day: 2025-12-31, amount: 3}
            """,
            result.Report,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_rows_are_counted() => Assert.False((await RunAsync(
        """
        model: silver.orders
        why: Two rows are not one.
        given: {bronze.shop_order: [{order_id: a, day: 2024-12-31, amount: 2}, {order_id: a, day: 2024-12-31, amount: 2}]}
        expect: [{x: a}]
        """)).IsPassed);

    [Fact]
    public async Task The_merged_table_can_be_expected() => Assert.True((await RunAsync(
        """
        model: gold.kept
        why: A row with the same key is replaced, others stay.
        existing: [{x: a, amount: 1}, {x: b, amount: 2}]
        given: {silver.orders: [{x: b, amount: 3}, {x: c, amount: 4}]}
        expect: [{x: a, amount: 1}, {x: b, amount: 3}, {x: c, amount: 4}]
        """)).IsPassed);

    [Fact]
    public async Task No_rows_can_be_expected() =>
        Assert.True((await RunAsync("model: silver.orders\nwhy: Nothing in, nothing out.\nexpect: []")).IsPassed);

    [Theory]
    [InlineData("model: silver.orders\nwhy: w\nexpct: []", "LH4003")]
    [InlineData("model: silver.orders\nwhy: w", "LH4005")]
    [InlineData("model: orders\nwhy: w\nexpect: []", "LH4090")]
    [InlineData("model: silver.orders\nwhy: w\nexpect: [{y: 1}]", "LH4091")]
    [InlineData("model: silver.orders\nwhy: w\ngiven: {bronze.shop_order: [{id: 1}]}\nexpect: []", "LH4091")]
    [InlineData("model: silver.orders\nwhy: w\nexpect: [{day: 1}]", "LH4092")]
    [InlineData("model: silver.order\nwhy: w\nexpect: []", "LH4093")]
    [InlineData("model: silver.orders\nwhy: w\ngiven: {bronze.shop_orders: []}\nexpect: []", "LH4094")]
    [InlineData("model: silver.orders\nwhy: w\nparameters: {flor: 1}\nexpect: []", "LH4095")]
    [InlineData("model: silver.orders\nwhy: w\nexisting: []\nexpect: []", "LH4096")]
    public async Task A_fault_in_a_test_has_a_code(string yaml, string code) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<TransformException>(() => RunAsync(yaml))).Code);

    private async Task<ModelTestResult> RunAsync(string yaml)
    {
        ModelTest test = ModelTest.Read(Lake.Write("test.yaml", yaml));
        await using ModelTestRunner runner = await ModelTestRunner.OpenAsync(Lake.Project, Lake.Graph(), Lake.Engine, CancellationToken.None);
        return await runner.RunAsync(test, CancellationToken.None);
    }
}
