using Dapper;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

public sealed class GroupCommitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-group-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Writes_of_many_tasks_are_all_committed_and_in_order()
    {
        using var database = Table();
        await using (var group = new GroupCommit(database))
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, 2_000)
                    .Select(value =>
                        group.WriteAsync(connection => connection.Execute("INSERT INTO one (a) VALUES (@value)", new { value }))
                    )
            );
        }

        var values = database.Read(connection => connection.Query<long>("SELECT a FROM one ORDER BY rowid").AsList());
        Assert.Equal(2_000, values.Distinct().Count());
    }

    [Fact]
    public async Task A_write_that_fails_is_rolled_back_alone()
    {
        using var database = Table();
        await using var group = new GroupCommit(database);
        var writes = Enumerable
            .Range(0, 50)
            .Select(value =>
                group.WriteAsync(connection =>
                {
                    connection.Execute("INSERT INTO one (a) VALUES (@value)", new { value });
                    return value % 10 == 3 ? throw new InvalidOperationException("three") : value;
                })
            )
            .ToList();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.WhenAll(writes));

        Assert.Equal(5, writes.Count(write => write.IsFaulted));
        Assert.Equal(45, database.Read(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM one")));
        Assert.Equal(0, database.Read(connection => connection.ExecuteScalar<long>("SELECT count(*) FROM one WHERE a % 10 = 3")));
    }

    private Database Table()
    {
        var database = new Database(Path.Combine(_folder, "one.db"));
        database.Exclusive(connection => connection.Execute("CREATE TABLE one (a INTEGER NOT NULL)"));
        return database;
    }
}
