using System.Text;

namespace Lakehouse.Transform.Sql;

/// <summary>SQL without what does not change its meaning, so that a new comment or indentation rebuilds nothing.</summary>
internal static class NormalSql
{
    /// <summary>Leaves out comments and turns blanks between pieces into one space.</summary>
    internal static string Of(string sql)
    {
        StringBuilder text = new(sql.Length);
        bool isApart = false;
        foreach (SqlToken token in SqlLexer.Read(sql))
        {
            if (token.Kind is SqlTokenKind.Space or SqlTokenKind.Comment)
            {
                isApart = true;
                continue;
            }

            if (isApart && text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(token.In(sql));
            isApart = false;
        }

        return text.ToString();
    }
}
