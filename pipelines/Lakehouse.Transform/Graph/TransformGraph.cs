using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Definitions;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Graph;

/// <summary>All tables of a project and what each is made from, as the SQL itself says. Immutable.</summary>
public sealed class TransformGraph
{
    private readonly Dictionary<TableName, Step> _byName;
    private readonly Dictionary<TableName, List<Step>> _dependents = [];

    internal TransformGraph(IReadOnlyList<Step> steps)
    {
        Steps = steps;
        _byName = steps.ToDictionary(step => step.Name);
        foreach (Step step in steps)
        {
            _dependents[step.Name] = [];
        }

        foreach (Step step in steps)
        {
            foreach (TableName input in step.Inputs)
            {
                _dependents[input].Add(step);
            }
        }
    }

    /// <summary>All steps, each after its inputs: by depth, then by name.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>Reads a project's models, definitions and source contracts, and joins them.</summary>
    /// <param name="project">The project.</param>
    /// <param name="sqlReader">The parser; it is asked only about SQL that the warehouse's cache does not know.</param>
    /// <param name="otherTables">Tables that models may read beside those, such as <c>ops.ingestion_batch</c>, with their columns.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="TransformException">Faults in files, unknown tables or a cycle; <c>LH4000</c> when there are several.</exception>
    public static TransformGraph Load(
        LakehouseProject project,
        ISqlReader sqlReader,
        IReadOnlyDictionary<TableName, StructType> otherTables)
    {
        List<TransformException> faults = [];
        List<Definition> definitions = DefinitionReader.ReadAll(project, faults);
        HashSet<TableName> faulty = [];
        List<Model> models = ModelFiles.ReadAll(project, faults, faulty);
        SqlReferences references = new(sqlReader, project.WarehouseFolder);
        GraphBuilder builder = new(SqlParametersOf(project), references, faults, faulty);
        builder.AddSources(SourceContractReader.ReadAll(project));
        builder.AddOthers(otherTables);
        builder.AddDefinitions(definitions);
        builder.AddModels(models);
        TransformGraph graph = builder.Build();
        references.Save();
        return graph;
    }

    /// <summary>Finds a step.</summary>
    /// <param name="name">The table.</param>
    /// <returns>The step, or null.</returns>
    public Step? Find(TableName name) => _byName.GetValueOrDefault(name);

    /// <summary>The step of a table that is known to be there.</summary>
    /// <param name="name">The table.</param>
    /// <returns>The step.</returns>
#pragma warning disable CA1043 // why: a table's name is what a graph is indexed by.
    public Step this[TableName name] => _byName[name];
#pragma warning restore CA1043

    /// <summary>The steps that read a table.</summary>
    /// <param name="name">The table.</param>
    /// <returns>The steps in the graph's order.</returns>
    public IReadOnlyList<Step> DependentsOf(TableName name) => _dependents[name];

    // Values do not matter here; only whether each parameter that SQL uses exists and has a value of its type.
    private static SqlParameters SqlParametersOf(LakehouseProject project) => new(project.Parameters, DateTimeOffset.UnixEpoch);
}
