using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Pawl.Llm.Ledger;

/// <summary>
/// One SQL statement, prepared once per connection and kept with it: preparing anew would cost more processor time than carrying it out.
/// A connection is used by one thread at a time, and so is its statement.
/// </summary>
/// <param name="names">Its parameters, in the order in which values are given; each begins with <c>$</c>.</param>
internal sealed class Statement(string sql, params string[] names)
{
    private readonly ConditionalWeakTable<SqliteConnection, SqliteCommand> _prepared = [];

    public int Execute(SqliteConnection connection, params ReadOnlySpan<object?> values) => Bind(connection, values).ExecuteNonQuery();

    /// <returns>The first column of the first row; null when there is no row, or nothing in it.</returns>
    public object? Scalar(SqliteConnection connection, params ReadOnlySpan<object?> values) =>
        Bind(connection, values).ExecuteScalar() is { } value and not DBNull ? value : null;

    /// <summary>The caller disposes the reader before it uses the statement again.</summary>
    public SqliteDataReader Query(SqliteConnection connection, params ReadOnlySpan<object?> values) =>
        Bind(connection, values).ExecuteReader();

    private SqliteCommand Bind(SqliteConnection connection, ReadOnlySpan<object?> values)
    {
        var command = _prepared.GetValue(connection, Prepare);
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        // A command must name the transaction that is open, and only a new command learns which one that is.
        using var probe = connection.CreateCommand();
        command.Transaction = probe.Transaction;
        return command;
    }

    private SqliteCommand Prepare(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in names)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
