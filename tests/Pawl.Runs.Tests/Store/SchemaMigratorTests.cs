using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

public sealed class SchemaMigratorTests : IDisposable
{
    private static readonly Migration First = Migration.Of("0001-one.sql", "CREATE TABLE one (a INTEGER); INSERT INTO one VALUES (1);");
    private static readonly Migration Second = Migration.Of("0002-two.sql", "ALTER TABLE one ADD COLUMN b INTEGER DEFAULT 2;");
    private static readonly Migration Broken = Migration.Of("0002-two.sql", "UPDATE one SET a = 9; CREATE TABLE one (a INTEGER);");

    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-schema-").FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Steps_are_applied_once_in_order_and_noted_with_their_checksum()
    {
        Migrate(First);
        Migrate(First, Second);
        Migrate(First, Second);

        Assert.Equal((1, 2), Query("SELECT a, b FROM one"));
        Assert.Equal((2, 2), Query("SELECT count(*), max(version) FROM schema"));
    }

    [Fact]
    public void A_step_that_fails_leaves_nothing_of_itself()
    {
        Migrate(First);

        Assert.Throws<SqliteException>(() => Migrate(First, Broken));

        Assert.Equal((1, 1), Query("SELECT a, (SELECT count(*) FROM schema) FROM one"));
        Migrate(First, Second);
        Assert.Equal((1, 2), Query("SELECT a, b FROM one"));
    }

    [Fact]
    public void A_newer_schema_is_refused_with_what_to_do()
    {
        Migrate(First, Second);

        var error = Assert.Throws<SchemaException>(() => Migrate(First));

        Assert.Contains("schema version 2, this program knows versions up to 1", error.Message);
        Assert.Contains("Use the newer pawl", error.Message);
    }

    [Fact]
    public void An_edited_step_is_refused_with_both_checksums()
    {
        Migrate(First);
        var edited = Migration.Of("0001-one.sql", First.Sql + " ");

        var error = Assert.Throws<SchemaException>(() => Migrate(edited, Second));

        Assert.Contains(First.Checksum, error.Message);
        Assert.Contains(edited.Checksum, error.Message);
        Assert.Equal((1, 1), Query("SELECT count(*), max(version) FROM schema"));
    }

    [Fact]
    public void The_store_refuses_a_database_of_a_newer_pawl_and_leaves_it_alone()
    {
        var path = Path.Combine(_folder, "store.db");
        RunStore.Open(path, _time).Dispose();
        using (var connection = Open(path))
        {
            connection.Execute("INSERT INTO schema VALUES (99, 'future', 'ff', 0)");
        }

        var error = Assert.Throws<SchemaException>(() => RunStore.Open(path, _time));

        Assert.Contains("schema version 99", error.Message);
        Assert.Contains(path, error.Message);
    }

    [Theory]
    [InlineData("1-short.sql")]
    [InlineData("0001_underscore.sql")]
    [InlineData("0001-Name.sql")]
    public void A_step_with_a_name_out_of_pattern_is_refused(string name) =>
        Assert.Throws<InvalidOperationException>(() => Migration.Of(name, ""));

    private void Migrate(params Migration[] known)
    {
        using var database = new Database(Path.Combine(_folder, "pawl.db"));
        database.Exclusive(connection => SchemaMigrator.Migrate(connection, known, _time));
    }

    private (long, long) Query(string sql)
    {
        using var connection = Open(Path.Combine(_folder, "pawl.db"));
        return connection.QuerySingle<(long, long)>(sql);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }
}
