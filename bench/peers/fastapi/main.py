"""FastAPI with SQLModel as in their documentation, asynchronous throughout: response models, dependencies, asyncpg."""

import os
from collections.abc import AsyncGenerator
from datetime import datetime, timezone
from typing import Annotated, Literal

import jwt
from fastapi import Depends, FastAPI, HTTPException, Path, Query, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import BigInteger, DateTime, Identity, Text, case, func, not_
from sqlalchemy.dialects.postgresql import ARRAY, ENUM
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlmodel import Field, SQLModel, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

Priority = Literal["none", "low", "medium", "high"]
Tag = Annotated[str, Field(min_length=1, max_length=50)]

SECRET = os.environ["JWT_SECRET"]

engine = create_async_engine(
    # asyncpg does not know sslmode.
    os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+asyncpg:", 1).replace("&sslmode=disable", ""),
    pool_size=int(os.environ["POOL_SIZE"]),
    max_overflow=0,
)
make_session = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)


def now() -> datetime:
    return datetime.now(timezone.utc)


class Task(SQLModel, table=True):
    __tablename__ = "tasks"

    user_id: str = Field(primary_key=True)
    id: int | None = Field(default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity()])
    title: str
    description: str | None = None
    completed: bool = False
    completed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    priority: str = Field(
        default="none", sa_type=ENUM("none", "low", "medium", "high", name="task_priority", create_type=False)
    )
    tags: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    due_date: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    created_at: datetime = Field(default_factory=now, sa_type=DateTime(timezone=True))
    updated_at: datetime = Field(default_factory=now, sa_type=DateTime(timezone=True))


class TaskCreate(SQLModel):
    model_config = {"extra": "forbid"}

    title: str = Field(min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=1000)
    priority: Priority = "none"
    tags: list[Tag] = Field(default_factory=list, max_length=20)
    due_date: datetime | None = None


class TaskUpdate(SQLModel):
    model_config = {"extra": "forbid"}

    title: str | None = Field(default=None, min_length=1, max_length=200)
    description: str | None = Field(default=None, max_length=1000)
    completed: bool | None = None
    priority: Priority | None = None
    tags: list[Tag] | None = Field(default=None, max_length=20)
    due_date: datetime | None = None


class TaskRead(SQLModel):
    id: int
    user_id: str
    title: str
    description: str | None
    completed: bool
    completed_at: datetime | None
    priority: Priority
    tags: list[str]
    due_date: datetime | None
    created_at: datetime
    updated_at: datetime


async def get_session() -> AsyncGenerator[AsyncSession]:
    async with make_session() as session:
        yield session


async def get_owner(
    user_id: Annotated[str, Path(min_length=1, max_length=255)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))],
) -> str:
    try:
        claims = jwt.decode(
            credentials.credentials if credentials else "", SECRET, algorithms=["HS256"], options={"require": ["exp"]}
        )
    except jwt.InvalidTokenError:
        raise HTTPException(
            status.HTTP_401_UNAUTHORIZED, "Invalid or expired token", headers={"WWW-Authenticate": "Bearer"}
        )
    if claims.get("sub") != user_id:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "Forbidden")
    return user_id


Session = Annotated[AsyncSession, Depends(get_session)]
Owner = Annotated[str, Depends(get_owner)]
TaskId = Annotated[int, Path(ge=1)]

app = FastAPI()


async def find(session: AsyncSession, owner: str, id: int) -> Task:
    task = await session.get(Task, (owner, id))
    if task is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Task not found")
    return task


@app.get("/api/{user_id}/tasks", response_model=list[TaskRead])
async def list_tasks(
    session: Session,
    owner: Owner,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0)] = 0,
    q: Annotated[str | None, Query(max_length=200)] = None,
):
    query = select(Task).where(Task.user_id == owner)
    if q:
        query = query.where(
            or_(Task.title.icontains(q, autoescape=True), Task.description.icontains(q, autoescape=True))
        )
    query = query.order_by(Task.created_at.desc(), Task.id.desc()).offset(offset).limit(limit)
    return (await session.exec(query)).all()


@app.post("/api/{user_id}/tasks", response_model=TaskRead, status_code=201)
async def create_task(session: Session, owner: Owner, body: TaskCreate):
    task = Task.model_validate(body, update={"user_id": owner})
    session.add(task)
    await session.commit()
    return task


@app.get("/api/{user_id}/tasks/{id}", response_model=TaskRead)
async def get_task(session: Session, owner: Owner, id: TaskId):
    return await find(session, owner, id)


@app.put("/api/{user_id}/tasks/{id}", response_model=TaskRead)
async def update_task(session: Session, owner: Owner, id: TaskId, body: TaskUpdate):
    task = await find(session, owner, id)
    task.sqlmodel_update(body.model_dump(exclude_unset=True))
    task.updated_at = now()
    task.completed_at = (task.completed_at or task.updated_at) if task.completed else None
    session.add(task)
    await session.commit()
    return task


@app.patch("/api/{user_id}/tasks/{id}/complete", response_model=TaskRead)
async def toggle_task(session: Session, owner: Owner, id: TaskId):
    toggled = (
        update(Task)
        .where(Task.user_id == owner, Task.id == id)
        .values(
            completed=not_(Task.completed),
            completed_at=case((not_(Task.completed), func.now())),
            updated_at=func.now(),
        )
        .returning(Task)
    )
    task = (await session.exec(toggled)).scalar_one_or_none()
    if task is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Task not found")
    await session.commit()
    return task
