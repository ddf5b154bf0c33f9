using Lakehouse.Delta.S3;

namespace Lakehouse.Delta.S3.Tests;

public sealed class S3LocationTests
{
    [Theory]
    [InlineData("s3://")]
    [InlineData("s3:///t")]
    [InlineData("s3://key:secret@bucket/t")]
    [InlineData("s3://bucket/a//b")]
    [InlineData("s3://bucket/../b")]
    [InlineData("gs://bucket/b")]
    public void A_location_of_another_form_is_refused(string location) =>
        Assert.Equal("LH1009", Assert.Throws<DeltaException>(() => S3Location.Parse(location)).Code);

    [Theory]
    [InlineData("s3://b", "b", "", "f")]
    [InlineData("s3://b/", "b", "", "f")]
    [InlineData("S3://b/x/y z%20/", "b", "x/y z%20", "x/y z%20/f")]
    public void A_location_is_a_bucket_and_a_prefix_taken_as_written(string text, string bucket, string prefix, string key)
    {
        S3Location location = S3Location.Parse(text);

        Assert.Equal((bucket, prefix, key), (location.Bucket, location.Prefix, location.KeyOf("f")));
    }

    [Theory]
    [InlineData("localhost:9000")]
    [InlineData("ftp://x")]
    public void An_endpoint_that_is_no_address_is_refused(string endpoint) =>
        Assert.Equal(
            "LH1010",
            Assert.Throws<DeltaException>(() => S3Options.FromEnvironment(name => name == "AWS_ENDPOINT_URL" ? endpoint : null)).Code);

    [Fact]
    public void The_endpoint_of_the_service_comes_before_the_general_one_and_blanks_count_for_nothing()
    {
        Dictionary<string, string> environment = new()
        {
            ["AWS_ENDPOINT_URL"] = "https://general.example",
            ["AWS_ENDPOINT_URL_S3"] = " https://s3.example:444 ",
            ["AWS_REGION"] = " ",
            ["AWS_DEFAULT_REGION"] = "eu-central-1",
            ["AWS_VIRTUAL_HOSTED_STYLE_REQUEST"] = "true",
        };

        S3Options options = S3Options.FromEnvironment(name => environment.GetValueOrDefault(name));

        Assert.Equal(new Uri("https://s3.example:444"), options.Endpoint);
        Assert.Equal("eu-central-1", options.Region);
        Assert.False(options.UsesPathStyle);
    }
}
