using Lakehouse.Delta.Schema;
using Lakehouse.Engine;
using Lakehouse.Project;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Definitions;
using Lakehouse.Transform.Models;
using Lakehouse.Transform.Sql;

namespace Lakehouse.Transform.Graph;

/// <summary>Joins what files declare into a graph, and says everything that does not fit together at once.</summary>
internal sealed class GraphBuilder(
    SqlParameters parameters,
    SqlReferences references,
    List<TransformException> faults,
    IReadOnlySet<TableName> faulty)
{
    private readonly Dictionary<TableName, Step> _steps = [];
    private readonly Dictionary<TableName, SortedSet<TableName>> _checkOnly = [];

    internal void AddSources(IReadOnlyList<SourceContract> contracts)
    {
        foreach (SourceContract contract in contracts)
        {
            foreach (EntityContract entity in contract.Entities)
            {
                TableName name = new("bronze", entity.TableName);
                _steps[name] = new Step
                {
                    Name = name,
                    Kind = StepKind.Source,
                    Schema = BronzeColumns.After(entity.Schema),
                    Source = contract.Name,
                    File = contract.File,
                };
            }
        }
    }

    internal void AddOthers(IReadOnlyDictionary<TableName, StructType> tables)
    {
        foreach ((TableName name, StructType schema) in tables)
        {
            _steps[name] = new Step { Name = name, Kind = StepKind.Source, Schema = schema };
        }
    }

    internal void AddDefinitions(IEnumerable<Definition> definitions)
    {
        foreach (Definition definition in definitions)
        {
            _steps[definition.Name] = new Step
            {
                Name = definition.Name,
                Kind = StepKind.Definition,
                Schema = definition.Schema,
                Definition = definition,
                File = definition.File,
            };
        }
    }

    internal void AddModels(IReadOnlyList<Model> models)
    {
        foreach (Model model in models)
        {
            _steps[model.Name] = new Step
            {
                Name = model.Name,
                Kind = StepKind.Model,
                Schema = model.Schema,
                Model = model,
                File = model.File,
            };
        }

        // Only once all names are known can a reference be judged.
        foreach (Model model in models)
        {
            SortedSet<TableName> own = ReferencesOf(model);
            SortedSet<TableName> ofChecks = CheckReferencesOf(model);
            ofChecks.ExceptWith(own);
            _checkOnly[model.Name] = ofChecks;
            _steps[model.Name] = _steps[model.Name] with { Inputs = [.. own.Union(ofChecks).Order()] };
        }
    }

    /// <summary>Orders the steps.</summary>
    /// <exception cref="TransformException">Whatever was found wrong, or a cycle.</exception>
    internal TransformGraph Build()
    {
        if (GraphCycle.Find(_steps) is { } cycle)
        {
            faults.Add(cycle.Fault(_steps, _checkOnly));
        }

        return faults.Count > 0
            ? throw TransformException.Of(faults)
            : new TransformGraph(StepOrder.Of(_steps));
    }

    private SortedSet<TableName> ReferencesOf(Model model)
    {
        try
        {
            parameters.RequireKnown(model.Sql, model.File.FullPath, firstLine: 1);
            return [.. Read(model, model.Sql, firstLine: 1).Select(table => Known(model, table, model.Sql, firstLine: 1))];
        }
        catch (TransformException fault)
        {
            faults.Add(fault);
            return [];
        }
    }

    private SortedSet<TableName> CheckReferencesOf(Model model)
    {
        SortedSet<TableName> tables = [];
        foreach (ModelCheck check in model.Checks)
        {
            try
            {
                tables.UnionWith(CheckReferences(model, check));
            }
            catch (TransformException fault)
            {
                faults.Add(fault);
            }
        }

        return tables;
    }

    private IEnumerable<TableName> CheckReferences(Model model, ModelCheck check)
    {
        switch (check)
        {
            case ModelCheck.Relationship relationship:
                TableName to = relationship.Reference.To;
                return [Known(model, to, to.ToString(), check.Line)];
            case ModelCheck.Sql sql:
                parameters.RequireKnown(sql.Text, model.File.FullPath, check.Line);
                return [.. Read(model, sql.Text, check.Line)
                    .Where(table => table != CheckSql.This)
                    .Select(table => Known(model, table, sql.Text, check.Line))];
            default:
                return [];
        }
    }

    private IReadOnlyList<TableName> Read(Model model, string sql, int firstLine)
    {
        switch (references.Read(sql))
        {
            case SqlReading.Parsed parsed:
                return parsed.Tables;
            case SqlReading.Refused refused:
                SqlPosition at = new(Math.Max(1, refused.Line), Math.Max(1, refused.Column));
                throw new TransformException(
                    "LH4050",
                    $"found SQL that does not parse at {model.File.FullPath}:{at.Line + firstLine - 1}:{at.Column} "
                        + $"({refused.Message.TrimEnd('.', '!')}), expected one SELECT.\n{SqlExcerpt.Of(sql, at, firstLine)}\n",
                    "Mend the SQL at that place.");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private TableName Known(Model model, TableName table, string sql, int firstLine)
    {
        if (_steps.ContainsKey(table) || faulty.Contains(table))
        {
            return table;
        }

        SqlPosition at = SqlPosition.OfTable(sql, table.Schema, table.Name) ?? new SqlPosition(1, 1);
        string place = $"{model.File.FullPath}:{at.Line + firstLine - 1}:{at.Column}";
        if (table.Schema == "main")
        {
            TableName[] named = [.. _steps.Keys.Where(name => string.Equals(name.Name, table.Name, StringComparison.Ordinal)).Order()];
            throw new TransformException(
                "LH4054",
                $"found the table '{table.Name}' without a schema at {place}, expected schema.name.",
                named.Length > 0 ? $"Did you mean {named[0]}?" : "Write for example silver.account.");
        }

        string? near = NearestName.Of(table.ToString(), _steps.Keys.Select(name => name.ToString()).Order(StringComparer.Ordinal));
        throw new TransformException(
            "LH4051",
            $"found the table {table} at {place}, expected a source's bronze table, a definition or a model.",
            near is null ? "Declare it, or mend the name." : $"Did you mean {near}?");
    }
}
