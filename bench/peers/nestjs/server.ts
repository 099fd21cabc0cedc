/** NestJS as its documentation has it: guard, ValidationPipe with class-validator, on Fastify, its faster platform. */
import 'reflect-metadata';
import {
  Body,
  Controller,
  Get,
  Injectable,
  Module,
  NotFoundException,
  Param,
  ParseIntPipe,
  Patch,
  Post,
  Put,
  Query,
  Req,
  UnauthorizedException,
  ForbiddenException,
  UseGuards,
  ValidationPipe,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsISO8601, IsOptional, IsString, Length, Max, MaxLength, Min } from 'class-validator';
import { port } from '../../shared/settings.js';
import { createTask, findTask, listTasks, toggleTask, updateTask } from '../../shared/tasks.js';
import { userOf } from '../../shared/token.js';

class ListQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 50;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  offset = 0;

  @IsOptional()
  @IsString()
  @MaxLength(200)
  q?: string;
}

class CreateTaskDto {
  @IsString()
  @Length(1, 200)
  title!: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  description?: string | null;

  @IsOptional()
  @IsISO8601({ strict: true })
  due_date?: string | null;
}

class UpdateTaskDto {
  @IsOptional()
  @IsString()
  @Length(1, 200)
  title?: string;

  @IsOptional()
  @IsString()
  @MaxLength(1000)
  description?: string | null;

  @IsOptional()
  @IsBoolean()
  completed?: boolean;

  @IsOptional()
  @IsISO8601({ strict: true })
  due_date?: string | null;
}

interface User {
  readonly sub: string;
}

interface UserRequest {
  user: User;
  readonly headers: { readonly authorization?: string };
  readonly params: { readonly user_id: string };
}

@Injectable()
class AuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<UserRequest>();
    const user: User | undefined = userOf(request.headers.authorization);
    if (!user) throw new UnauthorizedException();
    if (user.sub !== request.params.user_id) throw new ForbiddenException();
    request.user = user;
    return true;
  }
}

function found<T>(row: T | undefined): T {
  if (row === undefined) throw new NotFoundException('Task not found');
  return row;
}

@Injectable()
class TasksService {
  list(user: User, query: ListQuery) {
    return listTasks(user.sub, query);
  }

  create(user: User, task: CreateTaskDto) {
    return createTask(user, task);
  }

  async find(user: User, id: number) {
    return found(await findTask(user.sub, id));
  }

  async update(user: User, id: number, changes: UpdateTaskDto) {
    return found(await updateTask(user.sub, id, changes));
  }

  async toggle(user: User, id: number) {
    return found(await toggleTask(user.sub, id));
  }
}

@Controller('api/:user_id/tasks')
@UseGuards(AuthGuard)
class TasksController {
  constructor(private readonly tasks: TasksService) {}

  @Get()
  list(@Req() { user }: UserRequest, @Query() query: ListQuery) {
    return this.tasks.list(user, query);
  }

  @Post()
  create(@Req() { user }: UserRequest, @Body() task: CreateTaskDto) {
    return this.tasks.create(user, task);
  }

  @Get(':id')
  find(@Req() { user }: UserRequest, @Param('id', ParseIntPipe) id: number) {
    return this.tasks.find(user, id);
  }

  @Put(':id')
  update(@Req() { user }: UserRequest, @Param('id', ParseIntPipe) id: number, @Body() changes: UpdateTaskDto) {
    return this.tasks.update(user, id, changes);
  }

  @Patch(':id/complete')
  toggle(@Req() { user }: UserRequest, @Param('id', ParseIntPipe) id: number) {
    return this.tasks.toggle(user, id);
  }
}

@Module({ controllers: [TasksController], providers: [TasksService] })
class AppModule {}

const app = await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), { logger: ['error'] });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(port, '127.0.0.1');
