using Xunit;

namespace Lakehouse.Testing;

/// <summary>A test against a real PostgreSQL; it skips with the reason where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Marks a test.</summary>
    public PostgresFactAttribute() => Skip = PostgresServer.WhyAbsent;
}
