using Xunit;

namespace Lakehouse.Testing;

/// <summary>A test that needs something the repository does not hold; it skips with the reason where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Marks a test.</summary>
    /// <param name="relativePath">What it needs, below the shared folder, for example <c>data/maven_crm</c>.</param>
    public SharedDataFactAttribute(string relativePath)
    {
        RelativePath = relativePath;
        if (SharedData.Find(relativePath) is null && Environment.GetEnvironmentVariable("LAKEHOUSE_REQUIRE_SHARED") != "1")
        {
            Skip = SharedData.WhyAbsent(relativePath);
        }
    }

    /// <summary>What the test needs.</summary>
    public string RelativePath { get; }
}
