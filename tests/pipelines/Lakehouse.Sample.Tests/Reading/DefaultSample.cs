namespace Lakehouse.Sample.Tests.Reading;

/// <summary>The sample of default size, generated and read once for all tests that look into it.</summary>
[CollectionDefinition(Name)]
public sealed class DefaultSample : ICollectionFixture<Sample>
{
    public const string Name = "the default sample";
}
