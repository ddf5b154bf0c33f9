using Xunit;

namespace Lakehouse.Testing.Stores;

/// <summary>A test that needs the S3 server; it skips with the reason where that cannot be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class S3FactAttribute : FactAttribute
{
    /// <summary>Marks a test.</summary>
    public S3FactAttribute() => Skip = WhySkipped!;

    /// <summary>Why such a test skips here; null where it does not.</summary>
    public static string? WhySkipped =>
        Environment.GetEnvironmentVariable("LAKEHOUSE_REQUIRE_SHARED") == "1" ? null : S3Server.WhyNot;
}
