using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Stores;
using Lakehouse.Testing;

namespace Lakehouse.Engine.Tests.DuckDb.Relations;

/// <summary>A table as other writers make it: its log and files are written here by hand.</summary>
internal sealed class ForeignTable(EngineFixture engine) : IDisposable
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _actions = [];
    private int _version = -1;

    public string Root => _folder.FullPath;

    /// <summary>Writes a Parquet file; names may hold anything.</summary>
    public async Task FileAsync(string name, string select, string options = "")
    {
        string plain = _folder.At("plain.parquet");
        await engine.Session.ExecuteAsync($"copy ({select}) to '{plain}' (format parquet{options})", CancellationToken.None);
        string target = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(plain, target);
    }

    public ForeignTable Protocol(int reader, int writer, params string[] features)
    {
        string lists = reader < 3 ? "" : $",\"readerFeatures\":{Json(features)},\"writerFeatures\":{Json(features)}";
        return Action($$$"""{"protocol":{"minReaderVersion":{{{reader}}},"minWriterVersion":{{{writer}}}{{{lists}}}}}""");
    }

    public ForeignTable Metadata(string fields, string[] partitionColumns, string configuration = "{}")
    {
        string schema = Json($$"""{"type":"struct","fields":[{{fields}}]}""");
        return Action(
            $$$"""{"metaData":{"id":"t","format":{"provider":"parquet","options":{}},"schemaString":{{{schema}}},"partitionColumns":{{{Json(partitionColumns)}}},"configuration":{{{configuration}}}}}"""
        );
    }

    public ForeignTable Add(string path, string partitionValues = "{}", string more = "") =>
        Action($$$"""{"add":{"path":{{{Json(path)}}},"partitionValues":{{{partitionValues}}},"size":1,"modificationTime":1,"dataChange":true{{{more}}}}}""");

    public ForeignTable Action(string json)
    {
        _actions.Add(json);
        return this;
    }

    public async Task<Snapshot> CommitAsync()
    {
        _version++;
        string name = string.Create(CultureInfo.InvariantCulture, $"_delta_log/{_version:D20}.json");
        _folder.Write(name, string.Join('\n', _actions));
        _actions.Clear();
        return (await Open().TryLoadAsync(CancellationToken.None))!;
    }

    public DeltaTable Open() =>
        new(new LocalTableStore(Root), new DeltaTableOptions { Checkpoints = engine.Engine.Checkpoints });

    public static string Field(string name, string type, string? physical = null, int? id = null)
    {
        string mapping = id is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $"\"delta.columnMapping.id\":{id},\"delta.columnMapping.physicalName\":{Json(physical ?? name)}"
            );
        return $$$"""{"name":{{{Json(name)}}},"type":{{{(type[0] == '{' ? type : Json(type))}}},"nullable":true,"metadata":{{{{mapping}}}}}""";
    }

    public void Dispose() => _folder.Dispose();

    private static string Json(object value) => JsonSerializer.Serialize(value, Relaxed);
}
